#include "ui/reviewers/agreementcontroller.h"

#include "core/base/shown.h"
#include "core/screening/agreementtable.h"
#include "ui/models/session.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr std::int64_t Stretch = 100; // records both judged

std::optional<double> valueOf(const std::optional<screening::Estimate>& estimate)
{
    return estimate ? std::optional(estimate->value) : std::nullopt;
}

} // namespace

AgreementController::AgreementController(QObject* parent)
    : QObject(parent)
    , m_pairs(tr("Pair"))
    , m_stretches(tr("Records both judged"))
{
}

void AgreementController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_stage = Stage::TitleAbstract;
    m_report = {};
    m_blind = false;
    m_stale = true;
    fill();
    if (!session)
        return;
    connect(session.get(), &Session::changed, this, [this](const Changes& changes) {
        if (!changes.everything && (changes.flags & (Changes::Decisions | Changes::Settings | Changes::Citations)) == 0)
            return;
        m_stale = true;
        if (m_active)
            ask();
    });
    if (m_active)
        ask();
}

void AgreementController::setActive(bool active)
{
    m_active = active;
    if (active && m_stale)
        ask();
}

void AgreementController::setStage(Stage stage)
{
    if (stage == m_stage)
        return;
    m_stage = stage;
    m_report = {};
    m_stale = true;
    fill();
    if (m_active)
        ask();
}

void AgreementController::setMaybesLeftOut(bool out)
{
    if (out == maybesLeftOut())
        return;
    m_maybe = out ? screening::MaybeAs::LeftOut : screening::MaybeAs::Include;
    m_stale = true;
    if (m_active)
        ask();
}

void AgreementController::setPair(int row)
{
    if (row == m_pair || row < 0)
        return;
    m_pair = row;
    fill();
}

void AgreementController::ask()
{
    if (!m_session)
        return;
    m_stale = false;
    m_session->query<review::AgreementReport>(
        this, 0,
        [stage = m_stage, maybe = m_maybe](review::Reader& reader) { return reader.agreement(stage, maybe, Stretch); },
        [this](Result<review::AgreementReport> report) {
            m_blind = !report && report.error().kind == ErrorKind::Conflict;
            if (report) {
                m_report = *std::move(report);
            } else {
                m_report = {};
                m_stale = !m_blind;
                if (!m_blind && report.error().kind != ErrorKind::Cancelled)
                    Q_EMIT failed(report.error());
            }
            fill();
        });
}

QString AgreementController::whoOf(const screening::PairAgreement& pair) const
{
    const auto nameOf = [this](ReviewerId id) {
        const auto found = m_report.names.find(id);
        return found == m_report.names.end() ? QString() : inOneLine(found->second);
    };
    return tr("%1 and %2", "a pair of reviewers").arg(nameOf(pair.first), nameOf(pair.second));
}

const screening::PairAgreement* AgreementController::chosen() const
{
    const auto& pairs = m_report.agreement.pairs;
    return pairs.empty() ? nullptr : &pairs[std::min(static_cast<std::size_t>(std::max(m_pair, 0)), pairs.size() - 1)];
}

void AgreementController::fill()
{
    std::vector<AgreementModel::Row> rows;
    for (const screening::PairAgreement& pair : m_report.agreement.pairs)
        rows.push_back({whoOf(pair), pair.agreement});
    const auto same = [](const AgreementModel::Row& one, const AgreementModel::Row& other) {
        return one.who == other.who && one.agreement.table == other.agreement.table;
    };
    if (!std::equal(rows.begin(), rows.end(), m_pairs.rows().begin(), m_pairs.rows().end(), same))
        m_pairs.setRows(std::move(rows));
    std::vector<AgreementModel::Row> stretches;
    if (const screening::PairAgreement* const pair = chosen())
        for (const screening::Window& window : pair->windows)
            stretches.push_back({QStringLiteral("%1–%2").arg(window.from).arg(window.to), window.agreement});
    m_stretches.setRows(std::move(stretches));
    Q_EMIT changed();
}

QString AgreementController::summary() const
{
    const screening::StageAgreement& all = m_report.agreement;
    if (all.pairs.empty())
        return {};
    QString words = tr("%Ln record(s) judged by two or more.", nullptr, static_cast<int>(all.citations));
    if (all.reviewers > 2 && all.alpha)
        words += u' '
            + tr("Krippendorff's alpha of all %1 reviewers: %2.")
                  .arg(all.reviewers)
                  .arg(QLocale().toString(*all.alpha, 'f', 2));
    return words;
}

QByteArray AgreementController::csv() const
{
    return screening::toCsv(m_report.agreement, m_stage, m_report.names);
}

figure::Course AgreementController::course() const
{
    figure::Course course;
    const screening::PairAgreement* const pair = chosen();
    if (pair == nullptr)
        return course;
    course.title = tr("Agreement over time: %1").arg(whoOf(*pair));
    course.stretchLabel = tr("Records both judged");
    course.lines = {{tr("Agreement"), {}}, {tr("Kappa"), {}}, {tr("AC1"), {}}};
    for (const screening::Window& window : pair->windows) {
        course.stretches.append(QStringLiteral("%1–%2").arg(window.from).arg(window.to));
        course.lines[0].values.push_back(window.agreement.observed);
        course.lines[1].values.push_back(valueOf(window.agreement.kappa));
        course.lines[2].values.push_back(valueOf(window.agreement.ac1));
    }
    return course;
}

QString AgreementController::exportName() const
{
    if (!m_session)
        return QStringLiteral("agreement");
    const QFileInfo review(m_session->path());
    return review.absolutePath() + u'/' + review.completeBaseName()
        + (m_stage == Stage::FullText ? QStringLiteral("-agreement-full-text") : QStringLiteral("-agreement"));
}

} // namespace winnow::ui
