#include "ui/screening/bulk.h"

#include "core/base/shown.h"
#include "ui/models/session.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMenu>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t Long = 1'000; ///< citations; more are shown as work in the status bar

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Bulk)
};

QString inMenu(const std::string& text)
{
    return inOneLine(text).left(80).replace(u'&', u"&&"_s);
}

} // namespace

QMenu* bulkMenu(QWidget* parent, std::size_t count, const std::vector<Reason>& reasons,
    const std::vector<std::string>& labels, const std::function<void(const BulkAct&)>& run,
    const std::function<void()>& newLabel)
{
    auto* menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(Words::tr("All that are listed"));
    const auto add = [run](QMenu* to, const QString& text, const BulkAct& act) {
        QObject::connect(to->addAction(text), &QAction::triggered, to, [run, act] { run(act); });
    };
    const QString number = QLocale().toString(static_cast<qulonglong>(count));
    using Kind = BulkAct::Kind;
    add(menu, Words::tr("&Include all %1").arg(number), {Kind::Decide, Verdict::Include, {}, {}});
    QMenu* const exclude = menu->addMenu(Words::tr("&Exclude all %1").arg(number));
    int position = 0;
    for (const Reason& reason : reasons) {
        ++position;
        const QString words = inMenu(reason.label);
        add(exclude, position <= 9 ? u"&%1  %2"_s.arg(position).arg(words) : words,
            {Kind::Decide, Verdict::Exclude, reason.id, {}});
    }
    add(exclude, Words::tr("Without a &reason"), {Kind::Decide, Verdict::Exclude, {}, {}});
    add(menu, Words::tr("&Maybe for all %1").arg(number), {Kind::Decide, Verdict::Maybe, {}, {}});
    add(menu, Words::tr("All %1 &undecided again").arg(number), {Kind::Decide, std::nullopt, {}, {}});
    menu->addSeparator();
    QMenu* const put = menu->addMenu(Words::tr("&Label all %1").arg(number));
    QMenu* const take = menu->addMenu(Words::tr("&Take a label off"));
    for (const std::string& label : labels) {
        add(put, inMenu(label), {Kind::PutLabel, {}, {}, label});
        add(take, inMenu(label), {Kind::TakeLabel, {}, {}, label});
    }
    take->setEnabled(!labels.empty());
    QObject::connect(put->addAction(Words::tr("&New label…")), &QAction::triggered, put, newLabel);
    return menu;
}

void runBulk(Session& session, QObject* context, std::vector<CitationId> citations, const BulkAct& act,
    std::function<void(Result<Changes>)> then)
{
    const std::size_t count = citations.size();
    const auto write = [citations = std::move(citations), act](review::Review& review) -> Result<Changes> {
        if (act.kind != BulkAct::Kind::Decide)
            return review.setLabel(citations, act.label, act.kind == BulkAct::Kind::PutLabel);
        std::vector<DecisionRequest> decisions;
        decisions.reserve(citations.size());
        for (const CitationId citation : citations)
            decisions.push_back({citation, Stage::TitleAbstract, act.verdict, act.reason, {}});
        return review.decide(decisions);
    };
    if (count <= Long) {
        session.act(context, write, std::move(then));
        return;
    }
    session.longAct(
        context, Words::tr("Writing down %1 records").arg(QLocale().toString(static_cast<qulonglong>(count))),
        [write](review::Review& review, Progress&) { return write(review); }, std::move(then));
}

} // namespace winnow::ui
