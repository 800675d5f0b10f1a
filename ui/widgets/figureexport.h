// Figures and their data into files: asks where to, writes beside the window, says what came of it.
#pragma once

#include "core/figure/drawing.h"
#include "core/figure/palette.h"

#include <QByteArray>
#include <QString>

#include <functional>

class QWidget;

namespace winnow::ui {

class Dialogs;

/// How figures are laid out that leave the window: in light colours, as wide as a journal wants them. The flow diagram
/// has a width of its own.
[[nodiscard]] const figure::Look& exportLook();
void setExportLook(double points, double letters);

/// Told once the file is there: "Saved flow.svg".
using Saved = std::function<void(const QString& notice)>;

/// `name` is proposed, without ending; SVG, PDF and PNG are offered. `drawing` is in light colours.
void exportFigure(
    QWidget* parent, Dialogs& dialogs, const figure::Drawing& drawing, const QString& name, const Saved& saved);

void exportCsv(QWidget* parent, Dialogs& dialogs, const QByteArray& csv, const QString& name, const Saved& saved);

} // namespace winnow::ui
