#include "ui/extraction/extractioncontroller.h"

#include "core/base/csv.h"
#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "core/extraction/formhistory.h"
#include "core/extraction/grid.h"
#include "core/extraction/templates.h"
#include "core/formats/sheet.h"
#include "core/review/valuetables.h"
#include "ui/models/session.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int LoadSlot = 1;
constexpr int CheckSlot = 2;
constexpr int TablesSlot = 3;

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

/// As a table of numbers needs it: a decimal point, no thousands; other text as it is.
std::string csvText(const Field& field, const std::string& text)
{
    if (!isNumeric(field))
        return text;
    const std::optional<double> value = extraction::number(text);
    return value ? QLocale::c().toString(*value, 'g', 15).toStdString() : text;
}

std::vector<Objection> objectionsOf(const Form& form, const std::vector<Value>& values)
{
    std::vector<Objection> all;
    for (const Value& value : values)
        if (const Field* const field = form.field(value.field))
            if (const std::string doubt = extraction::doubt(form, *field, value, values); !doubt.empty())
                all.push_back({{value.field}, toQString(doubt)});
    for (const extraction::Finding& finding : extraction::checkValues(form, values))
        all.push_back({finding.values, toQString(extraction::sentence(finding))});
    return all;
}

/// What of the values the form has no place for, by address, as it was called by the last form that had.
Result<std::map<std::string, QString>> formerOf(
    review::Reader& reader, const Form& form, const std::vector<Value>& values)
{
    std::set<std::string> addresses;
    for (const Value& value : values)
        addresses.insert(value.field);
    std::map<std::string, QString> former;
    std::optional<std::vector<Form>> forms; // read only if there is need
    for (const std::string& address : addresses) {
        const Result<extraction::Address> place = extraction::parseAddress(address);
        if (!place || extraction::mustFit(form, *place))
            continue;
        if (!forms)
            forms = TRY(reader.forms());
        former.emplace(address, inOneLine(extraction::describedByAny(form, *forms, *place, {})));
    }
    return former;
}

} // namespace

struct ExtractionController::Loaded {
    std::optional<Form> form;
    std::vector<Study> studies;
    std::vector<Value> values;
    std::map<std::string, QString> former;
    std::map<StudyId, std::map<std::string, Value>> settled;
};

std::string Asked::address() const
{
    return item > 0 ? extraction::itemAddress(field->id, item) : field->id;
}

bool isNumeric(const Field& field)
{
    return field.type == FieldType::Number || field.type == FieldType::Integer;
}

QString wordOf(Answer answer)
{
    switch (answer) {
    case Answer::Stated:
        return {};
    case Answer::NotReported:
        return ExtractionController::tr("Not reported");
    case Answer::Unclear:
        return ExtractionController::tr("Unclear");
    case Answer::NotApplicable:
        return ExtractionController::tr("Not applicable");
    }
    return {};
}

ExtractionController::ExtractionController(QObject* parent)
    : QObject(parent)
{
    for (const auto change :
        {&ExtractionController::formChanged, &ExtractionController::studyChanged, &ExtractionController::valuesChanged})
        connect(this, change, this, [this] { check({}); });
}

void ExtractionController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_writing = 0;
    m_loaded = false;
    m_wanted = {};
    m_form.reset();
    m_studies.clear();
    m_values.clear();
    m_settled.clear();
    m_items.clear();
    m_waiting.clear();
    m_place.clear();
    m_tables = {};
    m_study = {};
    m_former.clear();
    m_tryingOut = false;
    Q_EMIT tablesChanged();
    Q_EMIT formChanged();
    Q_EMIT studiesChanged();
    Q_EMIT studyChanged();
    if (!session)
        return;
    connect(session.get(), &Session::changed, this, &ExtractionController::changed);
    reload();
}

void ExtractionController::tryOut(const Form& form)
{
    m_tryingOut = true;
    m_loaded = true;
    m_form = form;
    m_study = StudyId{1};
    m_studies = {Study{m_study, {}, {}, 0}};
    for (const Section& section : form.sections)
        if (section.repeat && items(section.id).empty())
            m_items[{m_study, section.id}] = {1, {1}};
    Q_EMIT formChanged();
}

void ExtractionController::setActive(bool active)
{
    m_active = active;
    if (active && m_stale)
        reload();
}

bool ExtractionController::canWrite() const
{
    return m_tryingOut || (m_session && !m_session->info().readOnly);
}

void ExtractionController::changed(const Changes& changes)
{
    constexpr unsigned Concerns =
        Changes::Citations | Changes::Decisions | Changes::Reports | Changes::Studies | Changes::Settings;
    if (!changes.everything && (changes.flags & Concerns) == 0)
        return;
    m_stale = true;
    if (m_active && m_writing == 0)
        reload();
}

void ExtractionController::reload()
{
    m_stale = false;
    m_session->query<Loaded>(
        this, LoadSlot,
        [own = m_session->info().reviewer](review::Reader& reader) -> Result<Loaded> {
            Loaded loaded;
            Result<Form> form = reader.form();
            if (form)
                loaded.form = *std::move(form);
            else if (form.error().kind != ErrorKind::NotFound)
                return tl::unexpected(form.error());
            loaded.studies = TRY(reader.studies());
            loaded.values = TRY(reader.allValues());
            std::erase_if(loaded.values,
                [own](const Value& value) { return value.reviewer != own && value.reviewer != ReviewerId(); });
            if (const StageRule rule = TRY(reader.extractionRule()); !rule.blind())
                for (const ReviewValue& value : TRY(reader.reviewValues()))
                    if (value.standing == Standing::Agreed)
                        loaded.settled[value.study].emplace(
                            value.field, Value{value.study, value.field, {}, value.answer, value.text, value.source});
            loaded.former = TRY(formerOf(reader, loaded.form ? *loaded.form : Form(), loaded.values));
            return loaded;
        },
        [this](Result<Loaded> loaded) {
            if (!loaded) {
                if (loaded.error().kind == ErrorKind::Cancelled)
                    reload(); // broken off for an older question, and still the newest
                else
                    Q_EMIT failed(loaded.error());
            } else if (m_writing > 0) {
                m_stale = true; // read before the newest answer was written
            } else {
                take(*std::move(loaded));
            }
        });
}

void ExtractionController::take(Loaded loaded)
{
    m_loaded = true;
    m_values.clear();
    for (Value& value : loaded.values)
        m_values[value.study][value.field] = std::move(value);
    const bool otherForm = m_form.has_value() != loaded.form.has_value()
        || (m_form && extraction::toJson(*m_form) != extraction::toJson(*loaded.form));
    if (otherForm) // else what was read is the same, and those who look at its fields go on
        m_form = std::move(loaded.form);
    m_former = std::move(loaded.former);
    m_settled = std::move(loaded.settled);
    const int before = row();
    m_studies = std::move(loaded.studies);
    if (otherForm)
        Q_EMIT formChanged();
    Q_EMIT studiesChanged();
    if (m_wanted) {
        showStudyOf(std::exchange(m_wanted, {}));
    } else if (row() < 0 && !m_studies.empty()) {
        setRow(std::clamp(before, 0, static_cast<int>(m_studies.size()) - 1));
    } else if (m_studies.empty()) {
        choose({});
    }
    Q_EMIT valuesChanged();
}

std::vector<Form> ExtractionController::templates() const
{
    return extraction::templates();
}

void ExtractionController::useForm(const Form& form)
{
    run([form](review::Review& review) { return review.chooseForm(form); });
}

std::vector<Asked> ExtractionController::asked(StudyId study) const
{
    std::vector<Asked> all;
    if (!m_form)
        return all;
    const std::vector<Value> values = this->values(study);
    for (const Section& section : m_form->sections) {
        const std::vector<int> items =
            section.repeat ? extraction::itemsOf(*m_form, section.id, values) : std::vector<int>{0};
        for (const int item : items)
            for (const Field& field : section.fields)
                if (extraction::isAsked(*m_form, field, item, values))
                    all.push_back({&field, item});
    }
    return all;
}

std::vector<Asked> ExtractionController::columns() const
{
    std::vector<Asked> all;
    if (!m_form)
        return all;
    for (const Section& section : m_form->sections) {
        std::set<int> items;
        if (!section.repeat)
            items.insert(0);
        else if (section.id != EventSection)
            for (const Study& study : m_studies)
                for (const int item : extraction::itemsOf(*m_form, section.id, values(study.id)))
                    items.insert(item);
        for (const int item : items)
            for (const Field& field : section.fields)
                all.push_back({&field, item});
    }
    return all;
}

const Study* ExtractionController::study() const
{
    const int at = row();
    return at < 0 ? nullptr : &m_studies[static_cast<std::size_t>(at)];
}

int ExtractionController::row() const
{
    const auto found =
        std::find_if(m_studies.begin(), m_studies.end(), [this](const Study& study) { return study.id == m_study; });
    return found == m_studies.end() ? -1 : static_cast<int>(found - m_studies.begin());
}

void ExtractionController::setRow(int row)
{
    if (row >= 0 && row < static_cast<int>(m_studies.size()))
        choose(m_studies[static_cast<std::size_t>(row)].id);
}

void ExtractionController::moveBy(int step)
{
    if (!m_studies.empty())
        setRow(std::clamp(row() + step, 0, static_cast<int>(m_studies.size()) - 1));
}

void ExtractionController::showStudyOf(CitationId citation)
{
    for (const Study& study : m_studies)
        if (std::find(study.reports.begin(), study.reports.end(), citation) != study.reports.end()) {
            choose(study.id);
            return;
        }
    if (!m_loaded || m_stale)
        m_wanted = citation;
    else if (row() < 0)
        setRow(0);
}

void ExtractionController::choose(StudyId study)
{
    if (m_study == study)
        return;
    m_study = study;
    Q_EMIT studyChanged();
}

int ExtractionController::answered(StudyId study) const
{
    const auto found = m_values.find(study);
    if (found == m_values.end())
        return 0;
    const std::vector<Asked> all = asked(study);
    return static_cast<int>(std::count_if(
        all.begin(), all.end(), [&found](const Asked& each) { return found->second.contains(each.address()); }));
}

bool ExtractionController::isComplete(StudyId study) const
{
    const std::size_t all = asked(study).size();
    return all > 0 && answered(study) == static_cast<int>(all);
}

QString ExtractionController::progressOf(const Study& study) const
{
    return tr("%1 of %2 answered").arg(number(answered(study.id)), number(static_cast<qint64>(asked(study.id).size())));
}

QString ExtractionController::summary() const
{
    if (!m_form || m_studies.empty())
        return {};
    std::int64_t done = 0;
    std::int64_t all = 0;
    for (const Study& study : m_studies) {
        done += answered(study.id);
        all += static_cast<std::int64_t>(asked(study.id).size());
    }
    const auto count = static_cast<std::int64_t>(m_studies.size());
    return tr("%1 · %2 of %3 answered")
        .arg(count == 1 ? tr("1 study") : tr("%1 studies").arg(number(count)), number(done), number(all));
}

void ExtractionController::join(const std::vector<StudyId>& studies)
{
    std::vector<CitationId> reports;
    for (const Study& study : m_studies)
        if (std::find(studies.begin(), studies.end(), study.id) != studies.end())
            reports.insert(reports.end(), study.reports.begin(), study.reports.end());
    if (studies.size() < 2)
        return;
    m_wanted = reports.front();
    run([reports](review::Review& review) { return review.joinStudy(reports); });
}

void ExtractionController::attach(CitationId report, const QString& file)
{
    run([report, file](review::Review& review) { return review.attach(report, file); });
}

void ExtractionController::separate(CitationId report)
{
    run([report](review::Review& review) { return review.separateStudy(report); });
}

std::vector<CitationRow> ExtractionController::reports() const
{
    const Study* at = study();
    if (at == nullptr)
        return {};
    std::vector<CitationId> ids = at->reports;
    ids.resize(std::min(ids.size(), review::Reader::PageSize));
    Result<std::vector<CitationRow>> rows = m_session->reader().rows(ids);
    return rows ? *std::move(rows) : std::vector<CitationRow>();
}

std::vector<AttachedFile> ExtractionController::files() const
{
    std::vector<AttachedFile> all;
    if (const Study* at = study())
        for (const CitationId report : at->reports)
            if (Result<std::vector<AttachedFile>> files = m_session->reader().files(report))
                all.insert(all.end(), files->begin(), files->end());
    return all;
}

// Answers -------------------------------------------------------------------------------------------------------------

std::optional<Value> ExtractionController::value(StudyId study, const std::string& address) const
{
    const auto values = m_values.find(study);
    if (values == m_values.end())
        return {};
    const auto found = values->second.find(address);
    return found == values->second.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Value> ExtractionController::values(StudyId study) const
{
    std::vector<Value> all;
    if (const auto found = m_values.find(study); found != m_values.end())
        for (const auto& [address, value] : found->second)
            all.push_back(value);
    return all;
}

std::vector<ExtractionController::Former> ExtractionController::formerValues(StudyId study) const
{
    std::vector<Former> former;
    if (!m_former.empty())
        for (Value& value : values(study))
            if (const auto found = m_former.find(value.field); found != m_former.end())
                former.push_back({std::move(value), found->second});
    return former;
}

bool ExtractionController::store(const std::vector<Value>& values)
{
    std::vector<Value> changed;
    for (const Value& value : values) {
        Value wanted = value;
        wanted.text = value.answer == Answer::Stated ? std::string(trimmed(value.text)) : std::string();
        wanted.source = std::string(trimmed(value.source));
        const bool takenBack = wanted.answer == Answer::Stated && wanted.text.empty();
        if (const auto waiting = m_waiting.find({value.study, value.field}); !takenBack && waiting != m_waiting.end()) {
            wanted.evidence.insert(wanted.evidence.end(), waiting->second.begin(), waiting->second.end());
            m_waiting.erase(waiting);
        }
        const std::optional<Value> before = this->value(value.study, value.field);
        if (takenBack ? !before
                      : before && before->answer == wanted.answer && before->text == wanted.text
                    && before->source == wanted.source && before->evidence == wanted.evidence)
            continue;
        if (takenBack)
            m_values[value.study].erase(value.field);
        else
            m_values[value.study][value.field] = wanted;
        changed.push_back(std::move(wanted));
    }
    if (changed.empty())
        return false;
    Q_EMIT studiesChanged();
    Q_EMIT valuesChanged();
    const bool one = changed.size() == 1 && changed.front().answer == Answer::Stated && changed.front().text.empty();
    run([changed, one](review::Review& review) {
        return one ? review.removeValue(changed.front().study, changed.front().field) : review.setValues(changed);
    });
    return true;
}

bool ExtractionController::isAsked(const Asked& asked, StudyId study, const std::optional<Value>& draft) const
{
    if (!m_form || !asked.field->when)
        return true;
    std::vector<Value> values = this->values(study);
    if (draft) {
        std::erase_if(values, [&](const Value& value) { return value.field == draft->field; });
        values.push_back(*draft);
    }
    return extraction::isAsked(*m_form, *asked.field, asked.item, values);
}

std::vector<Proposal> ExtractionController::proposals(const std::string& address, const QString& quote) const
{
    return m_form ? proposalsFor(*m_form, address, quote.toStdString(), values(m_study)) : std::vector<Proposal>{};
}

void ExtractionController::take(const Value& answer, const std::vector<Evidence>& places)
{
    if (!canWrite() || !answer.study)
        return;
    Value value = answer;
    if (const std::optional<Value> before = this->value(answer.study, answer.field))
        value.evidence = before->evidence;
    const bool answered = value.answer != Answer::Stated || !trimmed(value.text).empty();
    std::vector<Evidence>& rest = answered ? value.evidence : m_waiting[{answer.study, answer.field}];
    for (const Evidence& place : places)
        if (std::find(rest.begin(), rest.end(), place) == rest.end())
            rest.push_back(place);
    if (answered)
        store(value);
    else
        Q_EMIT valuesChanged();
}

std::vector<Evidence> ExtractionController::waiting(StudyId study, const std::string& address) const
{
    const auto found = m_waiting.find({study, address});
    return found == m_waiting.end() ? std::vector<Evidence>{} : found->second;
}

void ExtractionController::dropEvidence(const std::string& address)
{
    if (m_waiting.erase({m_study, address}) > 0)
        Q_EMIT valuesChanged();
    if (std::optional<Value> value = this->value(m_study, address)) {
        value->evidence.clear();
        store(*value);
    }
}

// What to look at -----------------------------------------------------------------------------------------------------

QStringList ExtractionController::objectionsTo(const std::string& address) const
{
    QStringList all;
    for (const Objection& objection : m_objections)
        if (std::find(objection.addresses.begin(), objection.addresses.end(), address) != objection.addresses.end())
            all.append(objection.says);
    return all;
}

void ExtractionController::check(const std::optional<Value>& draft)
{
    if (!m_session || !m_form || !m_study) {
        if (!std::exchange(m_objections, {}).empty())
            Q_EMIT objectionsChanged();
        return;
    }
    std::vector<Value> values = this->values(m_study);
    if (draft) {
        std::erase_if(values, [&](const Value& value) { return value.field == draft->field; });
        if (draft->answer != Answer::Stated || !draft->text.empty())
            values.push_back(*draft);
    }
    m_session->query<std::vector<Objection>>(
        this, CheckSlot,
        [form = *m_form, values](
            review::Reader&) -> Result<std::vector<Objection>> { return objectionsOf(form, values); },
        [this, of = m_study, draft](Result<std::vector<Objection>> found) {
            if (!found && found.error().kind == ErrorKind::Cancelled)
                check(draft); // broken off for an older question, and still the newest
            else if (found && of == m_study && m_objections != *found) {
                m_objections = *std::move(found);
                Q_EMIT objectionsChanged();
            }
        });
}

void ExtractionController::run(std::function<Result<Changes>(review::Review&)> act)
{
    if (!m_session)
        return;
    ++m_writing;
    m_session->act(this, std::move(act), [this, of = m_session.get()](const Result<Changes>& result) {
        if (of != m_session.get())
            return;
        --m_writing;
        if (!result) {
            m_stale = true; // what was shown at once must be taken back
            Q_EMIT failed(result.error());
        } else {
            Q_EMIT wrote();
        }
        if (m_writing == 0 && m_stale && (m_active || !result))
            reload();
    });
}

namespace {

QString shownAs(const Value& value)
{
    return value.answer == Answer::Stated ? toQString(value.text) : wordOf(value.answer);
}

} // namespace

QString ExtractionController::doubt(const Value& draft) const
{
    const Field* field = m_form ? m_form->field(draft.field) : nullptr;
    if (field == nullptr)
        return {};
    if (const std::optional<Value> settled = this->settled(draft.study, draft.field);
        settled && !extraction::saySame(*m_form, *settled, draft))
        return tr("Settled otherwise, under Reconcile: %1").arg(shownAs(*settled));
    // Only numbers are held against others.
    const std::vector<Value> others = isNumeric(*field) ? values(draft.study) : std::vector<Value>{};
    return toQString(extraction::doubt(*m_form, *field, draft, others));
}

QString ExtractionController::cell(StudyId study, const Asked& asked) const
{
    return cell(study, asked.address());
}

QString ExtractionController::cell(StudyId study, const std::string& address) const
{
    const std::optional<Value> agreed = settled(study, address);
    const std::optional<Value> found = agreed ? agreed : value(study, address);
    return found ? shownAs(*found) : QString();
}

QStringList ExtractionController::wordsOf(const std::string& field) const
{
    QStringList words;
    for (const auto& [study, values] : m_values)
        for (auto value = values.lower_bound(field); value != values.end() && value->first.starts_with(field); ++value)
            if (value->first == field || value->first[field.size()] == '@')
                if (QString text = toQString(value->second.text); !text.isEmpty() && !words.contains(text))
                    words.append(std::move(text));
    words.sort(Qt::CaseInsensitive);
    return words;
}

std::optional<Value> ExtractionController::settled(StudyId study, const std::string& address) const
{
    const auto values = m_settled.find(study);
    if (values == m_settled.end())
        return {};
    const auto found = values->second.find(address);
    return found == values->second.end() ? std::nullopt : std::optional(found->second);
}

std::string ExtractionController::csv() const
{
    const std::vector<Asked> columns = this->columns();
    std::vector<std::string> cells{tr("Study").toStdString()};
    for (const Asked& column : columns) {
        const std::string label =
            column.item > 0 ? column.field->label + ' ' + std::to_string(column.item) : column.field->label;
        cells.push_back(column.field->unit.empty() ? label : label + " (" + column.field->unit + ")");
    }
    for (const auto& [address, label] : m_former)
        cells.push_back(tr("%1 (no longer in the form)").arg(label).toStdString());
    std::string text = csv::line(cells);
    for (const Study& study : m_studies) {
        cells = {study.name};
        for (const Asked& column : columns)
            cells.push_back(csvText(*column.field, cell(study.id, column).toStdString()));
        for (const auto& [address, label] : m_former)
            cells.push_back(cell(study.id, address).toStdString());
        text += csv::line(cells);
    }
    return text;
}

Result<> ExtractionController::write(const QString& path, const std::string& table) const
{
    QSaveFile file(path);
    QByteArray bytes = QByteArray::fromStdString(table);
    if (path.endsWith(u".xlsx"_s, Qt::CaseInsensitive)) {
        const csv::Table parsed = TRY(csv::parse(table));
        bytes = TRY(formats::toXlsx(parsed, tr("Table").toStdString()));
    }
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorKind::Io,
            tr("The table could not be written to %1. Choose another folder and export again.").arg(path),
            file.errorString());
    return {};
}

void ExtractionController::makeTables()
{
    if (!m_session || !m_form)
        return;
    m_session->query<Tables>(
        this, TablesSlot,
        [form = *m_form](review::Reader& reader) -> Result<Tables> {
            const std::vector<extraction::StudyValues> studies = TRY(review::valuesByStudy(reader));
            return Tables{extraction::efficacyTable(form, studies), extraction::safetyTable(form, studies)};
        },
        [this](Result<Tables> tables) {
            if (tables) {
                m_tables = *std::move(tables);
                Q_EMIT tablesChanged();
            } else if (tables.error().kind == ErrorKind::Cancelled) {
                makeTables(); // broken off for an older question, and still the newest
            } else {
                Q_EMIT failed(tables.error());
            }
        });
}

} // namespace winnow::ui
