#include "core/review/words.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace winnow::review {

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("review", text, nullptr, n);
}

struct FieldWord {
    const char* key;
    const char* added;
    const char* changed;
};
constexpr std::array FieldWords = {
    FieldWord{
        "abstract", QT_TRANSLATE_NOOP("review", "Abstract added"), QT_TRANSLATE_NOOP("review", "Abstract changed")},
    FieldWord{"title", QT_TRANSLATE_NOOP("review", "Title added"), QT_TRANSLATE_NOOP("review", "Title changed")},
    FieldWord{"original_title", QT_TRANSLATE_NOOP("review", "Original title added"),
        QT_TRANSLATE_NOOP("review", "Original title changed")},
    FieldWord{"date", QT_TRANSLATE_NOOP("review", "Date added"), QT_TRANSLATE_NOOP("review", "Date changed")},
    FieldWord{"year", QT_TRANSLATE_NOOP("review", "Year added"), QT_TRANSLATE_NOOP("review", "Year changed")},
    FieldWord{"journal", QT_TRANSLATE_NOOP("review", "Journal added"), QT_TRANSLATE_NOOP("review", "Journal changed")},
    FieldWord{"journal_abbreviation", QT_TRANSLATE_NOOP("review", "Journal abbreviation added"),
        QT_TRANSLATE_NOOP("review", "Journal abbreviation changed")},
    FieldWord{"volume", QT_TRANSLATE_NOOP("review", "Volume added"), QT_TRANSLATE_NOOP("review", "Volume changed")},
    FieldWord{"issue", QT_TRANSLATE_NOOP("review", "Issue added"), QT_TRANSLATE_NOOP("review", "Issue changed")},
    FieldWord{"pages", QT_TRANSLATE_NOOP("review", "Pages added"), QT_TRANSLATE_NOOP("review", "Pages changed")},
    FieldWord{"doi", QT_TRANSLATE_NOOP("review", "DOI added"), QT_TRANSLATE_NOOP("review", "DOI changed")},
    FieldWord{"pmid", QT_TRANSLATE_NOOP("review", "PMID added"), QT_TRANSLATE_NOOP("review", "PMID changed")},
    FieldWord{
        "pmcid", QT_TRANSLATE_NOOP("review", "PMC number added"), QT_TRANSLATE_NOOP("review", "PMC number changed")},
    FieldWord{"wos", QT_TRANSLATE_NOOP("review", "Web of Science number added"),
        QT_TRANSLATE_NOOP("review", "Web of Science number changed")},
    FieldWord{
        "language", QT_TRANSLATE_NOOP("review", "Language added"), QT_TRANSLATE_NOOP("review", "Language changed")},
    FieldWord{
        "publisher", QT_TRANSLATE_NOOP("review", "Publisher added"), QT_TRANSLATE_NOOP("review", "Publisher changed")},
    FieldWord{"authors", QT_TRANSLATE_NOOP("review", "Authors added"), QT_TRANSLATE_NOOP("review", "Authors changed")},
    FieldWord{"group_authors", QT_TRANSLATE_NOOP("review", "Group authors added"),
        QT_TRANSLATE_NOOP("review", "Group authors changed")},
    FieldWord{"editors", QT_TRANSLATE_NOOP("review", "Editors added"), QT_TRANSLATE_NOOP("review", "Editors changed")},
    FieldWord{"registrations", QT_TRANSLATE_NOOP("review", "Trial registration added"),
        QT_TRANSLATE_NOOP("review", "Trial registrations changed")},
    FieldWord{"types", QT_TRANSLATE_NOOP("review", "Publication type added"),
        QT_TRANSLATE_NOOP("review", "Publication types changed")},
    FieldWord{
        "keywords", QT_TRANSLATE_NOOP("review", "Keywords added"), QT_TRANSLATE_NOOP("review", "Keywords changed")},
    FieldWord{"mesh", QT_TRANSLATE_NOOP("review", "MeSH headings added"),
        QT_TRANSLATE_NOOP("review", "MeSH headings changed")},
    FieldWord{"notices", QT_TRANSLATE_NOOP("review", "Comments or notices added"),
        QT_TRANSLATE_NOOP("review", "Comments or notices changed")},
    FieldWord{"serials", QT_TRANSLATE_NOOP("review", "ISSN or ISBN added"),
        QT_TRANSLATE_NOOP("review", "ISSN or ISBN changed")},
    FieldWord{"relations", QT_TRANSLATE_NOOP("review", "Related records added"),
        QT_TRANSLATE_NOOP("review", "Related records changed")},
    FieldWord{"trial.status", QT_TRANSLATE_NOOP("review", "Trial status added"),
        QT_TRANSLATE_NOOP("review", "Trial status changed")},
    FieldWord{"trial.study_type", QT_TRANSLATE_NOOP("review", "Study type added"),
        QT_TRANSLATE_NOOP("review", "Study type changed")},
    FieldWord{"trial.registered", QT_TRANSLATE_NOOP("review", "Day of registration added"),
        QT_TRANSLATE_NOOP("review", "Day of registration changed")},
    FieldWord{"trial.started", QT_TRANSLATE_NOOP("review", "Start of the trial added"),
        QT_TRANSLATE_NOOP("review", "Start of the trial changed")},
    FieldWord{"trial.completed", QT_TRANSLATE_NOOP("review", "End of the trial added"),
        QT_TRANSLATE_NOOP("review", "End of the trial changed")},
    FieldWord{"trial.updated", QT_TRANSLATE_NOOP("review", "Updated by the register"),
        QT_TRANSLATE_NOOP("review", "Updated by the register")},
    FieldWord{"trial.phases", QT_TRANSLATE_NOOP("review", "Phase added"), QT_TRANSLATE_NOOP("review", "Phase changed")},
    FieldWord{"trial.conditions", QT_TRANSLATE_NOOP("review", "Conditions added"),
        QT_TRANSLATE_NOOP("review", "Conditions changed")},
    FieldWord{"trial.interventions", QT_TRANSLATE_NOOP("review", "Interventions added"),
        QT_TRANSLATE_NOOP("review", "Interventions changed")},
    FieldWord{"trial.sponsors", QT_TRANSLATE_NOOP("review", "Sponsor added"),
        QT_TRANSLATE_NOOP("review", "Sponsors changed")},
    FieldWord{"trial.countries", QT_TRANSLATE_NOOP("review", "Countries added"),
        QT_TRANSLATE_NOOP("review", "Countries changed")},
    FieldWord{"trial.enrolment", QT_TRANSLATE_NOOP("review", "Enrolment added"),
        QT_TRANSLATE_NOOP("review", "Enrolment changed")},
    FieldWord{
        "trial.results", QT_TRANSLATE_NOOP("review", "Results posted"), QT_TRANSLATE_NOOP("review", "Results posted")},
};

/// "volume+pages" → "Volume and pages added (published)": all that becomes known of a record that was ahead of print.
QString publishedName(std::string_view fields)
{
    const bool volume = fields.find("volume") != std::string_view::npos;
    const bool issue = fields.find("issue") != std::string_view::npos;
    const bool pages = fields.find("pages") != std::string_view::npos;
    if (volume && issue && pages)
        return tr("Volume, issue and pages added (published)");
    if (volume && pages)
        return tr("Volume and pages added (published)");
    if (volume && issue)
        return tr("Volume and issue added (published)");
    if (issue && pages)
        return tr("Issue and pages added (published)");
    return volume ? tr("Volume added (published)")
        : issue   ? tr("Issue added (published)")
                  : tr("Pages added (published)");
}

/// The subject of a decision is "include", "maybe", "undecided", "exclude" or "exclude:reason", before it the stage.
QString decisionName(std::string_view subject, std::int64_t amount)
{
    const bool fullText = subject.starts_with("full-text ");
    const std::string_view verdict = subject.substr(subject.find(' ') + 1);
    QString name;
    if (verdict == "include")
        name = fullText ? tr("Included on full text") : tr("Included");
    else if (verdict == "maybe")
        name = fullText ? tr("Maybe on full text") : tr("Maybe");
    else if (verdict == "undecided")
        name = fullText ? tr("Full-text decision taken back") : tr("Decision taken back");
    else if (verdict.starts_with("exclude:"))
        name = (fullText ? tr("Excluded on full text: %1") : tr("Excluded: %1")).arg(toQString(verdict.substr(8)));
    else if (verdict == "exclude")
        name = fullText ? tr("Excluded on full text") : tr("Excluded");
    else
        name = fullText ? tr("Decisions on full text") : tr("Decisions on title and abstract");
    return amount > 1 ? tr("%1 (%n records)", static_cast<int>(amount)).arg(name) : name;
}

QString answerName(std::string_view subject, int n)
{
    if (subject == "same")
        return n > 1 ? tr("%n pairs joined", n) : tr("Two records joined");
    if (subject == "apart")
        return n > 1 ? tr("%n pairs kept apart", n) : tr("Two records kept apart");
    if (subject == "linked")
        return n > 1 ? tr("%n pairs linked", n) : tr("Two records linked");
    if (subject == "taken-back")
        return n > 1 ? tr("Answers to %n pairs taken back", n) : tr("Answer to a pair taken back");
    return tr("Answers to %n pairs", n);
}

/// "title-abstract 2" of a number of reviewers, "title-abstract open" of conflicts, "title-abstract 42" (the seed) of a
/// split.
QString teamName(std::string_view kind, std::string_view subject, int n)
{
    const bool fullText = subject.starts_with("full-text ");
    const QString value = toQString(subject.substr(std::min(subject.size(), subject.find(' ') + 1)));
    if (kind == "reviewers")
        return (fullText ? tr("Reviewers for each full text: %1") : tr("Reviewers for each title and abstract: %1"))
            .arg(value);
    if (kind == "conflicts" && value == QStringLiteral("open"))
        return fullText ? tr("Conflicts on full text opened") : tr("Conflicts on title and abstract opened");
    if (kind == "conflicts")
        return fullText ? tr("Full text made blind again") : tr("Title and abstract made blind again");
    if (kind == "unassign")
        return fullText ? tr("%n full texts assigned to nobody", n) : tr("%n records assigned to nobody", n);
    return (fullText ? tr("%n full texts split among reviewers (seed %1)", n)
                     : tr("%n records split among reviewers (seed %1)", n))
        .arg(value);
}

/// The subject is what it was: "highlight", "underline", "note", "area".
QString annotationName(std::string_view act, std::string_view subject)
{
    const QString what = subject == "note" ? tr("Note in the PDF")
        : subject == "underline"           ? tr("Underline in the PDF")
        : subject == "area"                ? tr("Area in the PDF")
        : subject == "taken over"          ? tr("Annotations taken over from the PDF")
                                           : tr("Highlight in the PDF");
    return act == "annotate" ? what : (act == "reannotate" ? tr("%1 changed") : tr("%1 taken away")).arg(what);
}

} // namespace

std::string decisionSubject(const std::vector<DecisionRequest>& decisions, const std::string& reason)
{
    const std::string subject = decisions.front().stage == Stage::FullText ? "full-text " : "title-abstract ";
    for (const DecisionRequest& decision : decisions)
        if (decision.verdict != decisions.front().verdict || decision.reason != decisions.front().reason)
            return subject + "several";
    if (!decisions.front().verdict)
        return subject + "undecided";
    switch (*decisions.front().verdict) {
    case Verdict::Include:
        return subject + "include";
    case Verdict::Maybe:
        return subject + "maybe";
    case Verdict::Exclude:
        break;
    }
    return subject + (reason.empty() ? "exclude" : "exclude:" + reason);
}

QString boxName(Box box)
{
    switch (box) {
    case Box::Unscreened:
        return tr("Not screened yet");
    case Box::ScreeningOpen:
        return tr("Maybe or in conflict");
    case Box::ScreenedOut:
        return tr("Excluded on title and abstract");
    case Box::AwaitingRetrieval:
        return tr("Report sought");
    case Box::NotRetrieved:
        return tr("Report not retrieved");
    case Box::AwaitingAssessment:
        return tr("Full text not assessed yet");
    case Box::AssessmentOpen:
        return tr("Full text: maybe or in conflict");
    case Box::ExcludedFullText:
        return tr("Excluded on full text");
    case Box::Included:
        return tr("Included");
    }
    return {};
}

QString actName(std::string_view kind, std::string_view subject, std::int64_t amount)
{
    const int n = static_cast<int>(amount);
    const QString about = toQString(subject);
    if (kind == "create")
        return tr("Review begun");
    if (kind == "ground")
        return tr("Sample ready");
    if (kind == "import")
        return tr("Import of %1 (%n records)", n).arg(about);
    if (kind == "dedupe")
        return n == 0 ? tr("Duplicates looked for, none joined") : tr("Duplicates found (%n joined)", n);
    if (kind == "pair")
        return answerName(subject, n);
    if (kind == "take-out")
        return tr("Record taken out of its citation");
    if (kind == "decide")
        return decisionName(subject, amount);
    if (kind == "settle")
        return tr("Settled: %1").arg(decisionName(subject, amount));
    if (kind == "reviewers" || kind == "conflicts" || kind == "assign" || kind == "unassign")
        return teamName(kind, subject, n);
    if (kind == "label")
        return n > 1 ? tr("Label “%1” on %n records", n).arg(about) : tr("Label “%1”").arg(about);
    if (kind == "unlabel")
        return n > 1 ? tr("Label “%1” taken from %n records", n).arg(about) : tr("Label “%1” taken away").arg(about);
    if (kind == "note")
        return tr("Note");
    if (kind == "annotate" || kind == "reannotate" || kind == "unannotate")
        return annotationName(kind, subject);
    if (kind == "meanings")
        return tr("Meanings of annotations");
    if (kind == "retrieval") {
        if (subject == "retrieved")
            return tr("Report retrieved");
        return subject == "not-retrieved" ? tr("Report not retrieved") : tr("Report sought");
    }
    if (kind == "attach")
        return tr("File %1 attached").arg(about);
    if (kind == "detach")
        return tr("File %1 taken away").arg(about);
    if (kind == "study")
        return subject == "join" ? tr("%n reports made one study", n) : tr("Report made a study of its own");
    if (kind == "value")
        return n > 1 ? tr("%n values", n) : tr("Value of “%1”").arg(about);
    if (kind == "unvalue")
        return tr("Value of “%1” taken away").arg(about);
    if (kind == "agree")
        return n > 1 ? tr("%n values agreed", n) : tr("Value of “%1” agreed").arg(about);
    if (kind == "disagree")
        return tr("Agreed value of “%1” taken away").arg(about);
    if (kind == "extractors")
        return tr("Extractors for each study: %1").arg(about);
    if (kind == "extraction")
        return subject == "open" ? tr("Extracted values opened to all") : tr("Extraction made blind again");
    if (kind == "reasons")
        return tr("Exclusion reasons");
    if (kind == "appraisal")
        return tr("Risk of bias by %1").arg(about);
    if (kind == "analysis")
        return tr("Meta-analysis “%1”").arg(about);
    if (kind == "unanalysis")
        return tr("Meta-analysis “%1” taken away").arg(about);
    if (kind == "form")
        return tr("Extraction form “%1”").arg(about);
    if (kind == "title")
        return tr("Title of the review");
    if (kind == "criteria")
        return tr("Criteria");
    if (kind == "terms")
        return tr("Highlighted terms");
    if (kind == "previous")
        return tr("Version that this review updates");
    if (kind == "filters")
        return tr("Saved filters");
    if (kind == "notice")
        return tr("Notice under the title");
    return toQString(kind);
}

QString answerText(Answer answer, std::string_view text)
{
    switch (answer) {
    case Answer::Stated:
        return toQString(withoutMarkup(text)).simplified();
    case Answer::NotReported:
        return tr("not reported");
    case Answer::Unclear:
        return tr("unclear");
    case Answer::NotApplicable:
        break;
    }
    return tr("not applicable");
}

QString differenceName(std::string_view key)
{
    if (key == "retracted")
        return tr("Retracted");
    if (key == "corrected")
        return tr("Corrected");
    if (key == "concern")
        return tr("Expression of concern");
    const std::string_view field = key.substr(0, key.find(':'));
    const std::string_view how = key.substr(std::min(key.size(), field.size() + 1));
    if (field == "published")
        return publishedName(how);
    for (const FieldWord& word : FieldWords)
        if (field == word.key)
            return tr(how == "added" ? word.added : word.changed);
    return toQString(key); // of a newer Winnow
}

} // namespace winnow::review
