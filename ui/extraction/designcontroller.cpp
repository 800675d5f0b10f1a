#include "ui/extraction/designcontroller.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/form.h"
#include "ui/models/session.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace winnow::ui {

namespace {

constexpr int ReadSlot = 1;

QString studies(std::int64_t count)
{
    return count == 1 ? DesignController::tr("1 study") : DesignController::tr("%L1 studies").arg(count);
}

bool hasOptions(const Field& field)
{
    return field.type == FieldType::Choice || field.type == FieldType::Choices;
}

} // namespace

QString wordOf(FieldType type)
{
    switch (type) {
    case FieldType::Text:
        return DesignController::tr("Text");
    case FieldType::Number:
        return DesignController::tr("Number");
    case FieldType::Integer:
        return DesignController::tr("Whole number");
    case FieldType::Choice:
        return DesignController::tr("One option");
    case FieldType::Choices:
        return DesignController::tr("Several options");
    case FieldType::YesNo:
        return DesignController::tr("Yes or no");
    case FieldType::Date:
        return DesignController::tr("Date");
    }
    return {};
}

QString wordOf(OutcomeType type)
{
    switch (type) {
    case OutcomeType::Dichotomous:
        return DesignController::tr("Patients with an event");
    case OutcomeType::Continuous:
        return DesignController::tr("A measurement");
    case OutcomeType::TimeToEvent:
        return DesignController::tr("Time to an event");
    case OutcomeType::Count:
        return DesignController::tr("Number of events");
    case OutcomeType::Text:
        return DesignController::tr("Words");
    }
    return {};
}

struct DesignController::Read {
    Form form; ///< without sections: there is none
    review::FormUse use;
};

DesignController::DesignController(QObject* parent)
    : QObject(parent)
{
}

void DesignController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_draft = extraction::FormDraft();
    m_use = {};
    m_faults.clear();
    m_kept.clear();
    m_selected = {};
    m_ready = false;
    m_overtaken = false;
    m_saving = false;
    if (session)
        connect(session.get(), &Session::changed, this, &DesignController::reviewChanged);
}

bool DesignController::hasDraft() const
{
    return m_ready ? m_draft.isChanged() : !m_kept.isEmpty();
}

void DesignController::resume(const QByteArray& draft)
{
    if (!m_ready)
        m_kept = draft;
}

bool DesignController::canWrite() const
{
    return m_session && !m_session->info().readOnly;
}

void DesignController::reviewChanged(const Changes& changes)
{
    if (m_active && m_ready && (changes.everything || (changes.flags & (Changes::Settings | Changes::Studies)) != 0))
        begin();
}

void DesignController::begin()
{
    if (!m_session)
        return;
    m_session->query<Read>(
        this, ReadSlot,
        [](review::Reader& reader) -> Result<Read> {
            Read read;
            Result<Form> form = reader.form();
            if (form)
                read.form = *std::move(form);
            else if (form.error().kind != ErrorKind::NotFound)
                return tl::unexpected(form.error());
            read.use = TRY(review::formUse(reader));
            return read;
        },
        [this](Result<Read> read) {
            if (read)
                take(*std::move(read));
            else if (read.error().kind == ErrorKind::Cancelled)
                begin(); // broken off for an older question, and still the newest
            else
                Q_EMIT failed(read.error());
        });
}

void DesignController::take(Read read)
{
    m_use = std::move(read.use);
    const bool another = !m_ready || m_draft.saved() != read.form;
    m_overtaken = m_ready && another && m_draft.isChanged() && !m_saving;
    if (another && !m_overtaken)
        startDraft(std::move(read.form));
    m_saving = false;
    m_ready = true;
    select(m_selected);
    m_faults = extraction::faultsOf(m_draft.form());
    Q_EMIT ready();
    draftChanged();
}

void DesignController::startDraft(Form saved)
{
    m_draft = extraction::FormDraft(std::move(saved), m_use.forms, m_use.usedFields());
    const Result<Form> kept = extraction::parseForm(m_ready ? QByteArray() : m_kept);
    m_kept.clear();
    if (kept) {
        m_draft.replace(*kept);
    } else if (isNew()) {
        m_draft.setTitle(tr("Form of this review").toStdString());
        m_selected = m_draft.addSection({}, tr("Study").toStdString(), false);
        return;
    }
    if (!m_ready)
        m_selected = {Kind::Section, 0, -1};
}

// What is said --------------------------------------------------------------------------------------------------------

QStringList DesignController::faultsAt(const Place& place) const
{
    QStringList says;
    if (!m_draft.isChanged()) // a new form lacks everything, and nobody did that
        return says;
    for (const extraction::FormFault& fault : m_faults)
        if (fault.place == place)
            says.append(fault.says);
    return says;
}

std::vector<extraction::FormerField> DesignController::formerFields() const
{
    std::vector<Form> former{m_draft.saved()};
    former.insert(former.end(), m_use.forms.begin(), m_use.forms.end());
    return extraction::formerFields(m_draft.form(), former);
}

QString DesignController::usedIn(const Place& place) const
{
    std::int64_t count = 0;
    if (const Field* const field = m_draft.field(place)) {
        count = m_use.of(field->id, m_draft.section(place)->repeat).studies;
    } else if (const Section* const section = m_draft.section(place)) {
        for (const Field& each : section->fields) // the field with the most: at least so many studies
            count = std::max(count, m_use.of(each.id, section->repeat).studies);
    } else if (const Outcome* const outcome = m_draft.outcome(place)) {
        const auto found = m_use.outcomes.find(outcome->id);
        count = found == m_use.outcomes.end() ? 0 : found->second;
    } else if (const TimePoint* const time = m_draft.time(place)) {
        const auto found = m_use.times.find(time->label);
        count = found == m_use.times.end() ? 0 : found->second;
    }
    return count == 0 ? QString() : studies(count);
}

QString DesignController::usedIn(const extraction::FormerField& former) const
{
    const std::int64_t count = m_use.of(former.field.id, former.section.repeat).studies;
    return count == 0 ? QString() : studies(count);
}

QString DesignController::changeMeans(const Place& place) const
{
    const Field* const field = m_draft.field(place);
    if (field == nullptr)
        return {};
    const bool repeat = m_draft.section(place)->repeat;
    const review::FieldUse use = m_use.of(field->id, repeat);
    const review::FieldUse otherwise = m_use.of(field->id, !repeat);
    QStringList says;
    if (otherwise.studies > 0)
        says.append(repeat
                ? tr("Answers that %1 gave when the section was asked once are kept as “no longer in the form”.")
                      .arg(studies(otherwise.studies))
                : tr("Answers that %1 gave when the section was asked several times are kept as “no longer in the "
                     "form”.")
                      .arg(studies(otherwise.studies)));
    if (use.studies == 0)
        return says.join(u' ');
    const Field* const before = m_draft.saved().field(repeat ? field->id + "@1" : field->id);
    if (before != nullptr && before->type != field->type)
        says.append(
            tr("Answers stay as they were given to “%1”; those that do not fit “%2” are shown with a question mark.")
                .arg(wordOf(before->type), wordOf(field->type)));
    if (before != nullptr && before->unit != field->unit)
        says.append(before->unit.empty()
                ? tr("Answers that are there were given without a unit.")
                : tr("Answers that are there were given in %1 and are not converted.").arg(toQString(before->unit)));
    if (hasOptions(*field)) {
        QStringList gone;
        for (const auto& [option, count] : use.options) {
            const bool several = option.find(';') != std::string::npos && field->type == FieldType::Choices;
            if (!several && std::ranges::find(field->choices, option) == field->choices.end())
                gone.append(tr("“%1” (%2)").arg(inOneLine(option).left(60), studies(count)));
        }
        if (!gone.isEmpty())
            says.append(tr("Answered, and no option now: %1. These answers are kept, with a question mark.")
                    .arg(gone.join(QStringLiteral(", "))));
    }
    return says.join(u' ');
}

QString DesignController::title() const
{
    const QString title = toQString(form().title);
    return title.trimmed().isEmpty() ? tr("Form without a name") : title;
}

int DesignController::nextVersion() const
{
    return m_draft.toSave().version;
}

QString DesignController::status() const
{
    QStringList parts;
    if (!isNew())
        parts.append(tr("version %1").arg(m_draft.saved().version));
    if (!canWrite())
        parts.append(tr("cannot be changed: the review is open for reading only"));
    else if (isNew())
        parts.append(tr("new"));
    else if (m_draft.isChanged())
        parts.append(tr("draft"));
    if (m_overtaken)
        parts.append(tr("the review got another form meanwhile, which saving replaces"));
    if (!m_faults.empty() && m_draft.isChanged())
        parts.append(m_faults.size() == 1 ? tr("1 thing to mend")
                                          : tr("%1 things to mend").arg(static_cast<qulonglong>(m_faults.size())));
    return parts.join(QStringLiteral(" · "));
}

// What a key does -----------------------------------------------------------------------------------------------------

void DesignController::select(const Place& place)
{
    Place there = place;
    const bool group = (place.kind == Kind::Outcome || place.kind == Kind::Time) && place.index < 0;
    if (place.kind == Kind::Field && m_draft.field(place) == nullptr) {
        // After a removal: the one that moved up, else the one before, else the section.
        const Section* const section = m_draft.section(place);
        const int last = section == nullptr ? -1 : static_cast<int>(section->fields.size()) - 1;
        there = last >= 0 ? Place{Kind::Field, place.section, std::clamp(place.index, 0, last)}
                          : Place{Kind::Section, place.section, -1};
    }
    if (there.kind == Kind::Section && m_draft.section(there) == nullptr) {
        const int last = static_cast<int>(form().sections.size()) - 1;
        there = last >= 0 ? Place{Kind::Section, std::clamp(there.section, 0, last), -1} : Place();
    }
    if (!group && there.kind == Kind::Outcome)
        there.index = std::min(there.index, static_cast<int>(form().outcomes.size()) - 1);
    if (!group && there.kind == Kind::Time)
        there.index = std::min(there.index, static_cast<int>(form().times.size()) - 1);
    if (std::exchange(m_selected, there) != there)
        Q_EMIT selectedChanged();
}

void DesignController::draftChanged()
{
    m_faults = extraction::faultsOf(m_draft.form());
    if (!m_draft.isChanged())
        m_kept.clear();
    else if (m_faults.empty())
        m_kept = extraction::toJson(m_draft.form());
    Q_EMIT changed();
}

void DesignController::added(const Place& place)
{
    draftChanged();
    select(place);
    Q_EMIT labelWanted();
}

void DesignController::add()
{
    if (!canWrite())
        return;
    switch (m_selected.kind) {
    case Kind::Outcome:
        return added(m_draft.addOutcome(m_selected, tr("New outcome").toStdString()));
    case Kind::Time:
        return added(m_draft.addTime(m_selected, tr("New time").toStdString()));
    default:
        if (form().sections.empty())
            m_draft.addSection({}, tr("New section").toStdString(), false);
        return added(m_draft.addField(m_selected, tr("New field").toStdString()));
    }
}

void DesignController::addSection(bool repeat)
{
    if (canWrite())
        added(m_draft.addSection(m_selected, tr("New section").toStdString(), repeat));
}

void DesignController::addFrom(const Form& other, const Section& section)
{
    if (!canWrite())
        return;
    const auto fields = [this] {
        std::size_t count = 0;
        for (const Section& each : form().sections)
            count += each.fields.size();
        return count;
    };
    const std::size_t before = fields();
    const Place place = m_draft.addFrom(other, section);
    const auto count = static_cast<int>(fields() - before);
    draftChanged();
    select(place);
    const QString title = toQString(section.title);
    Q_EMIT told(count == 0 ? tr("All fields of “%1” are in the form already").arg(title)
            : count == 1   ? tr("One field of “%1” was added").arg(title)
                           : tr("%1 fields of “%2” were added").arg(count).arg(title));
}

void DesignController::bringBack(const extraction::FormerField& former)
{
    if (!canWrite())
        return;
    const Place place = m_draft.bringBack(former);
    draftChanged();
    select(place);
    Q_EMIT told(tr("“%1” is in the form again, with its answers").arg(toQString(former.field.label)));
}

void DesignController::move(int step)
{
    if (!canWrite())
        return;
    const Result<Place> moved = m_draft.move(m_selected, step);
    if (!moved) {
        Q_EMIT told(moved.error().message);
        return;
    }
    m_selected = *moved;
    draftChanged();
    Q_EMIT selectedChanged();
}

void DesignController::remove()
{
    const Place place = m_selected;
    const QString used = usedIn(place);
    QString name;
    if (const Field* const field = m_draft.field(place))
        name = toQString(field->label);
    else if (const Section* const section = m_draft.section(place))
        name = toQString(section->title);
    else if (const Outcome* const outcome = m_draft.outcome(place))
        name = toQString(outcome->label);
    else if (const TimePoint* const time = m_draft.time(place))
        name = toQString(time->label);
    else
        return;
    if (!canWrite())
        return;
    const int freed = m_draft.remove(place);
    draftChanged();
    select(place);
    Q_EMIT selectedChanged(); // another part may stand at the same place
    QString says = used.isEmpty() ? tr("“%1” was removed").arg(name)
                                  : tr("“%1” was removed; the answers of %2 are kept").arg(name, used);
    if (freed == 1)
        says += tr("; one field that hung on it is free now");
    else if (freed > 1)
        says += tr("; %1 fields that hung on it are free now").arg(freed);
    Q_EMIT told(says);
}

void DesignController::setTitle(const std::string& title)
{
    m_draft.setTitle(title);
    draftChanged();
}

void DesignController::undo()
{
    m_draft.undo();
    draftChanged();
    select(m_selected);
    Q_EMIT selectedChanged();
}

void DesignController::redo()
{
    m_draft.redo();
    draftChanged();
    select(m_selected);
    Q_EMIT selectedChanged();
}

void DesignController::discard()
{
    m_ready = false;
    m_overtaken = false;
    m_draft = extraction::FormDraft();
    m_faults.clear();
    m_kept.clear();
    m_selected = {};
}

bool DesignController::save()
{
    if (!m_ready || !canWrite() || m_saving)
        return false;
    if (!m_faults.empty()) {
        select(m_faults.front().place);
        Q_EMIT told(tr("Not saved yet: %1").arg(m_faults.front().says));
        return false;
    }
    m_saving = true;
    const Form form = m_draft.toSave();
    m_session->act(
        this, [form](review::Review& review) { return review.setForm(form); },
        [this, of = m_session.get(), form](const Result<Changes>& done) {
            if (of != m_session.get())
                return;
            if (done) {
                m_draft = extraction::FormDraft(form, m_use.forms, m_use.usedFields());
                m_kept.clear(); // no draft any more
                Q_EMIT saved(form.version);
            } else {
                m_saving = false;
                Q_EMIT failed(done.error());
            }
        });
    return true;
}

Result<> DesignController::importFrom(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, tr("The form could not be read from %1. The draft is as it was.").arg(path),
            file.errorString());
    const QByteArray json = file.read(extraction::MaxFormBytes + 1);
    const Form form = TRY(extraction::parseForm(json));
    startFrom(form);
    return {};
}

void DesignController::startFrom(const Form& form)
{
    m_draft.replace(form);
    draftChanged();
    select({});
    Q_EMIT selectedChanged();
    Q_EMIT told(tr("“%1” is the draft now; saving makes it the review’s form").arg(toQString(form.title)));
}

Result<> DesignController::exportTo(const QString& path) const
{
    QSaveFile file(path);
    // As it would be saved; an unchanged one with the version it has.
    const QByteArray json = extraction::toJson(m_draft.isChanged() ? m_draft.toSave() : m_draft.form());
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return fail(ErrorKind::Io,
            tr("The form could not be written to %1. Choose another folder and export again.").arg(path),
            file.errorString());
    return {};
}

} // namespace winnow::ui
