#include "ui/widgets/figureexport.h"

#include "ui/widgets/dialogs.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>
#include <QtConcurrentRun>
#include <QWidget>

#include <cmath>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FigureExport", text);
}

/// A picture of 300 dots per inch takes longer than a window may stand still.
void writeBeside(
    QWidget* parent, Dialogs& dialogs, const QString& path, const Saved& saved, const std::function<Result<>()>& write)
{
    QtConcurrent::run(write).then(parent, [parent, &dialogs, path, saved](const Result<>& written) {
        if (written)
            saved(tr("Saved %1").arg(QFileInfo(path).fileName()));
        else
            dialogs.error(parent, written.error());
    });
}

figure::Look& look()
{
    static figure::Look one;
    return one;
}

} // namespace

const figure::Look& exportLook()
{
    return look();
}

void setExportLook(double points, double letters)
{
    look().width = points;
    look().letters = letters;
}

void exportFigure(
    QWidget* parent, Dialogs& dialogs, const figure::Drawing& drawing, const QString& name, const Saved& saved)
{
    const QPointer<QWidget> guard(parent);
    dialogs.saveFile(parent, tr("Export figure"), name + u".svg"_s,
        tr("SVG, scalable (*.svg);;PDF (*.pdf);;PNG, 300 dots per inch (*.png)"),
        [guard, &dialogs, drawing, saved](const QString& path) {
            if (!guard || path.isEmpty())
                return;
            const double width = drawing.size.width() * drawing.onPaper;
            const bool tooWide = drawing.onPaper < 1 && width > 1.01 * exportLook().width;
            const Saved told = [saved, tooWide, width](const QString& notice) {
                saved(tooWide ? tr("%1, %2 mm wide: narrower, its letters could not be read")
                                    .arg(notice)
                                    .arg(std::lround(width * 25.4 / 72))
                              : notice);
            };
            writeBeside(guard, dialogs, path, told, [drawing, path] { return figure::save(drawing, path); });
        });
}

void exportCsv(QWidget* parent, Dialogs& dialogs, const QByteArray& csv, const QString& name, const Saved& saved)
{
    const QPointer<QWidget> guard(parent);
    dialogs.saveFile(parent, tr("Export data"), name + u".csv"_s, tr("Table (*.csv)"),
        [guard, &dialogs, csv, saved](const QString& path) {
            if (guard && !path.isEmpty())
                writeBeside(guard, dialogs, path, saved, [csv, path] { return figure::write(csv, path); });
        });
}

} // namespace winnow::ui
