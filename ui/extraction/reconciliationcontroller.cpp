#include "ui/extraction/reconciliationcontroller.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "ui/extraction/extractioncontroller.h"
#include "ui/models/session.h"

#include <QLocale>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

/// As one goes through a study: in the order of the form, then the results.
void sortAsExtracted(std::vector<review::Compared>& compared, const std::vector<Study>& studies, const Form& form)
{
    std::map<StudyId, std::size_t> places;
    for (const Study& study : studies)
        places.emplace(study.id, places.size());
    std::map<std::string, std::size_t, std::less<>> fields;
    for (const Section& section : form.sections)
        for (const Field& field : section.fields)
            fields.emplace(field.id, fields.size());
    const auto placeOf = [&](const review::Compared& one) {
        const auto study = places.find(one.value.study);
        const Result<extraction::Address> address = extraction::parseAddress(one.value.field);
        const auto field = address ? fields.find(address->field) : fields.end();
        return std::tuple(study == places.end() ? places.size() : study->second,
            field == fields.end() ? fields.size() : field->second, address ? address->item : 0);
    };
    std::ranges::stable_sort(compared, {}, placeOf);
}

bool isOpen(const review::Compared& compared)
{
    return compared.value.standing == winnow::Standing::Open;
}

bool isSettled(const review::Compared& compared)
{
    return compared.value.standing == winnow::Standing::Agreed;
}

} // namespace

struct ReconciliationController::Found {
    review::Reconciliation reconciliation;
    csv::Table agreement;
    std::optional<Form> form;
    QString whyNotOwner;
};

ReconciliationController::ReconciliationController(QObject* parent)
    : QObject(parent)
{
}

void ReconciliationController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_found = {};
    m_agreement = {};
    m_form.reset();
    m_whyNotOwner.clear();
    m_shows = List::Open;
    m_rows.clear();
    m_current.reset();
    m_kept.clear();
    m_writing = 0;
    m_read = false;
    m_stale = true;
    Q_EMIT changed();
    Q_EMIT currentChanged();
    if (!session)
        return;
    connect(session.get(), &Session::changed, this, &ReconciliationController::follow);
    if (m_active)
        reload();
}

void ReconciliationController::setActive(bool active)
{
    m_active = active;
    if (active)
        read();
}

void ReconciliationController::read()
{
    if (m_stale && m_session && m_writing == 0)
        reload();
}

void ReconciliationController::follow(const Changes& changes)
{
    constexpr unsigned Concerns =
        Changes::Citations | Changes::Decisions | Changes::Studies | Changes::Settings | Changes::Reports;
    if (!changes.everything && (changes.flags & Concerns) == 0)
        return;
    m_stale = true;
    if (m_active && m_writing == 0) {
        reload();
    } else if (!m_active && m_read && (changes.everything || (changes.flags & Changes::Settings) != 0)) {
        m_found = {}; // extraction may be blind now
        m_rows.clear();
        m_current.reset();
        m_read = false;
        Q_EMIT changed();
        Q_EMIT currentChanged();
    }
}

void ReconciliationController::reload()
{
    m_stale = false;
    m_session->query<Found>(
        this, 0,
        [](review::Reader& reader) -> Result<Found> {
            Found found;
            for (const TeamMember& member : TRY(reader.team()))
                if (member.owner && !member.me)
                    found.whyNotOwner =
                        tr("Only %1, who began this review, can open them.").arg(inOneLine(member.name));
            found.reconciliation.rule = TRY(reader.extractionRule());
            if (found.reconciliation.rule.blind())
                return found;
            if (Result<Form> form = reader.form())
                found.form = *std::move(form);
            found.reconciliation = TRY(review::reconciliation(reader));
            found.agreement = review::agreementTable(found.reconciliation);
            const std::vector<Study> studies = TRY(reader.studies());
            sortAsExtracted(found.reconciliation.compared, studies, found.form.value_or(Form{}));
            return found;
        },
        [this](Result<Found> found) {
            if (!found) {
                if (found.error().kind == ErrorKind::Cancelled)
                    reload(); // broken off for an older question, and still the newest
                else
                    Q_EMIT failed(found.error());
            } else if (m_writing > 0) {
                m_stale = true; // read before the newest act was written
            } else {
                take(*std::move(found));
            }
        });
}

ReconciliationController::Key ReconciliationController::keyOf(const review::Compared& compared)
{
    return {compared.value.study, compared.value.field};
}

void ReconciliationController::take(Found found)
{
    const std::optional<Key> before = m_current ? std::optional(keyOf(m_found.compared[*m_current])) : std::nullopt;
    // What was settled or taken back elsewhere, as by undo.
    std::map<Key, winnow::Standing> stood;
    for (const review::Compared& compared : m_found.compared)
        stood.emplace(keyOf(compared), compared.value.standing);
    std::vector<Key> moved;
    for (const review::Compared& compared : found.reconciliation.compared) {
        const auto known = stood.find(keyOf(compared));
        if (known != stood.end() && (known->second == winnow::Standing::Agreed) != isSettled(compared))
            moved.push_back(known->first);
    }
    m_read = true;
    m_found = std::move(found.reconciliation);
    m_agreement = std::move(found.agreement);
    m_form = std::move(found.form);
    m_whyNotOwner = std::move(found.whyNotOwner);
    const std::optional<Key> wanted = moved.size() == 1 ? std::optional(moved.front()) : before;
    if (moved.size() == 1)
        m_kept.insert(moved.front());
    m_current.reset();
    for (std::size_t i = 0; wanted && i < m_found.compared.size(); ++i)
        if (keyOf(m_found.compared[i]) == *wanted)
            m_current = i;
    list();
}

/// The rows of the list that is chosen; what is in sight stays if it is among them.
void ReconciliationController::list()
{
    m_rows.clear();
    for (std::size_t i = 0; i < m_found.compared.size(); ++i) {
        const review::Compared& compared = m_found.compared[i];
        if (review::isIn(m_shows, compared) || (m_shows == List::Open && m_kept.contains(keyOf(compared))))
            m_rows.push_back(i);
    }
    if (row() < 0) {
        m_current.reset();
        m_current = nextOpen();
        if (!m_current && !m_rows.empty())
            m_current = m_rows.front();
    }
    Q_EMIT changed();
    Q_EMIT currentChanged();
}

bool ReconciliationController::canOpen() const
{
    return m_read && isBlind() && m_whyNotOwner.isEmpty() && m_session && !m_session->info().readOnly;
}

void ReconciliationController::openToAll()
{
    if (canOpen())
        run([](review::Review& review) { return review.openExtraction(true); });
}

// The list ------------------------------------------------------------------------------------------------------------

void ReconciliationController::setShows(List shows)
{
    m_shows = shows;
    m_kept.clear();
    list();
}

std::int64_t ReconciliationController::count(List list) const
{
    return std::ranges::count_if(
        m_found.compared, [list](const review::Compared& compared) { return review::isIn(list, compared); });
}

const review::Compared& ReconciliationController::at(int row) const
{
    return m_found.compared[m_rows[static_cast<std::size_t>(row)]];
}

int ReconciliationController::row() const
{
    const auto found = m_current ? std::ranges::find(m_rows, *m_current) : m_rows.end();
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void ReconciliationController::choose(std::optional<std::size_t> at)
{
    if (at == m_current)
        return;
    m_current = at;
    Q_EMIT currentChanged();
}

void ReconciliationController::setRow(int row)
{
    if (row >= 0 && row < rowCount())
        choose(m_rows[static_cast<std::size_t>(row)]);
}

void ReconciliationController::show(StudyId study, const std::string& address)
{
    for (const std::size_t at : m_rows)
        if (keyOf(m_found.compared[at]) == Key{study, address})
            choose(at);
}

void ReconciliationController::next()
{
    setRow(row() + 1);
}

void ReconciliationController::previous()
{
    setRow(row() - 1);
}

const review::Compared* ReconciliationController::current() const
{
    return m_current ? &m_found.compared[*m_current] : nullptr;
}

/// The open one that comes into sight next: after the one in sight, at the end from the beginning.
std::optional<std::size_t> ReconciliationController::nextOpen() const
{
    const std::size_t from = m_current ? *m_current + 1 : 0;
    std::optional<std::size_t> first;
    for (const std::size_t at : m_rows)
        if (isOpen(m_found.compared[at])) {
            if (at >= from)
                return at;
            if (!first)
                first = at;
        }
    return first;
}

QString ReconciliationController::summary() const
{
    if (!m_read || isBlind() || m_found.compared.empty())
        return {};
    QStringList parts{tr("%1 open").arg(number(m_found.open)), tr("%1 the same").arg(number(m_found.same))};
    if (m_found.settled > 0)
        parts.append(tr("%1 settled").arg(number(m_found.settled)));
    QString text = parts.join(u" · "_s);
    if (const QString unmatched = review::unmatchedText(m_found); !unmatched.isEmpty())
        text += u'\n' + unmatched;
    return text;
}

// What they said ------------------------------------------------------------------------------------------------------

const Value* ReconciliationController::said(int number) const
{
    if (current() == nullptr || number < 1 || number > extractors())
        return nullptr;
    const ReviewerId who = std::next(m_found.names.begin(), number - 1)->first;
    const auto found = std::ranges::find(current()->value.said, who, &Value::reviewer);
    return found == current()->value.said.end() ? nullptr : &*found;
}

QString ReconciliationController::nameOf(int number) const
{
    if (number < 1 || number > extractors())
        return {};
    const auto& [id, name] = *std::next(m_found.names.begin(), number - 1);
    const QString shown = inOneLine(name);
    return m_session && id == m_session->info().reviewer ? tr("%1 (you)").arg(shown) : shown;
}

QString ReconciliationController::words(Answer answer, const std::string& text, const std::string& address) const
{
    if (answer != Answer::Stated)
        return wordOf(answer);
    const Field field = fieldOf(address);
    if (field.type == FieldType::YesNo && (text == "yes" || text == "no"))
        return text == "yes" ? tr("Yes") : tr("No");
    return field.unit.empty() ? toQString(text) : tr("%1 %2").arg(toQString(text), toQString(field.unit));
}

Field ReconciliationController::fieldOf(const std::string& address) const
{
    if (const Field* const field = m_form ? m_form->field(address) : nullptr)
        return *field;
    Field line;
    line.id = address;
    return line;
}

std::vector<const review::Compared*> ReconciliationController::comparedOf(StudyId study) const
{
    std::vector<const review::Compared*> all;
    for (const review::Compared& compared : m_found.compared)
        if (compared.value.study == study)
            all.push_back(&compared);
    return all;
}

// Settling ------------------------------------------------------------------------------------------------------------

bool ReconciliationController::canSettle() const
{
    return m_active && current() != nullptr && m_session && !m_session->info().readOnly && !isBlind();
}

bool ReconciliationController::canTakeBack() const
{
    return canSettle() && isSettled(*current());
}

void ReconciliationController::accept(int number)
{
    const Value* const value = said(number);
    if (!canSettle() || value == nullptr)
        return;
    const ReviewValue& now = current()->value;
    if (now.standing != winnow::Standing::Open && now.answer == value->answer && now.text == value->text) {
        next(); // it is the review's value already
        return;
    }
    write({value->study, value->field, value->answer, value->text, value->source, {}, {}});
}

void ReconciliationController::settle(AgreedValue said)
{
    said.text = said.answer == Answer::Stated ? trimmed(said.text) : std::string_view();
    if (!canSettle() || (said.answer == Answer::Stated && said.text.empty()))
        return;
    said.study = current()->value.study;
    said.field = current()->value.field;
    said.source = trimmed(said.source);
    said.reason = trimmed(said.reason);
    write(said);
}

/// Shown as settled at once, so that the next key is for the next one; taken back if it cannot be written.
void ReconciliationController::write(const AgreedValue& value)
{
    review::Compared& compared = m_found.compared[*m_current];
    m_found.open -= isOpen(compared) ? 1 : 0;
    m_found.settled += isSettled(compared) ? 0 : 1;
    compared.value.standing = winnow::Standing::Agreed;
    compared.value.answer = value.answer;
    compared.value.text = value.text;
    compared.value.source = value.source;
    compared.value.reason = value.reason;
    compared.value.agreedEvidence = value.evidence;
    m_kept.insert(keyOf(compared));
    run([value](review::Review& review) { return review.settleValues({value}); });
    if (const std::optional<std::size_t> open = nextOpen())
        m_current = open;
    list();
}

void ReconciliationController::takeBack()
{
    if (!canTakeBack())
        return;
    review::Compared& compared = m_found.compared[*m_current];
    const auto [study, address] = keyOf(compared);
    if (!compared.value.said.empty()) { // shown at once: else an undo that follows would show no difference
        const bool several = compared.value.said.size() > 1;
        compared.value.standing = !compared.same || compared.value.unmatched ? winnow::Standing::Open
            : several                                                        ? winnow::Standing::Unanimous
                                                                             : winnow::Standing::Single;
        --m_found.settled;
        m_found.open += isOpen(compared) ? 1 : 0;
        m_kept.insert({study, address});
    }
    run([study = study, address = address](review::Review& review) { return review.removeAgreed(study, address); });
    list();
}

bool ReconciliationController::canUndo() const
{
    return m_read && m_session && !m_session->info().readOnly;
}

void ReconciliationController::undo()
{
    if (canUndo())
        m_session->undo();
}

void ReconciliationController::run(std::function<Result<Changes>(review::Review&)> act)
{
    ++m_writing;
    m_session->act(this, std::move(act), [this, of = m_session.get()](const Result<Changes>& done) {
        if (of != m_session.get())
            return;
        --m_writing;
        if (!done) {
            m_stale = true; // what was shown at once must be taken back
            Q_EMIT failed(done.error());
        }
        if (m_writing == 0 && m_stale && (m_active || !done))
            reload();
    });
}

// How far they agree
// ---------------------------------------------------------------------------------------------------

csv::Table ReconciliationController::agreementShown() const
{
    csv::Table table;
    for (const QString& heading : {tr("Field"), tr("Compared"), tr("The same"), u"%"_s, tr("Kappa"), tr("Alpha")})
        table.headings.push_back(heading.toStdString());
    const auto coefficient = [this](const FieldAgreement& field, const std::optional<double>& value) {
        if (review::tooFew(m_found, field))
            return tr("too few");
        return value ? QLocale().toString(*value, 'f', 2).replace(u'-', QChar{0x2212}) : u"–"_s;
    };
    for (const FieldAgreement& field : m_found.fields) {
        const Field* const known = m_form ? m_form->field(field.field) : nullptr;
        const QString name = known != nullptr ? toQString(known->label)
            : field.field == "result"         ? tr("Results")
            : field.field == "contrast"       ? tr("Effects between arms")
                                              : toQString(field.field);
        const double percent = 100.0 * static_cast<double>(field.same) / static_cast<double>(field.compared);
        std::vector<std::string> cells;
        for (const QString& cell : {name, number(field.compared), number(field.same),
                 QLocale().toString(percent, 'f', 1), coefficient(field, field.kappa), coefficient(field, field.alpha)})
            cells.push_back(cell.toStdString());
        table.rows.push_back({std::move(cells), table.rows.size() + 2});
    }
    return table;
}

} // namespace winnow::ui
