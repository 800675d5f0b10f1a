#include "ui/widgets/carddocument.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/screening/terms.h"
#include "ui/widgets/identifierlinks.h"
#include "ui/widgets/statusmark.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextLayout>

#include <algorithm>
#include <array>

namespace winnow::ui {

namespace {

constexpr std::size_t AuthorsShown = 10;
constexpr qsizetype AbstractShown = 12'000; // characters; laying out a hundred thousand takes a tenth of a second
constexpr qsizetype AbstractLaidOut = 200'000; // even when all is asked for: more would hold the window for long
constexpr std::size_t TitleShown = 4'000; // bytes
constexpr qsizetype FieldShown = 20'000; // characters of a field as it was exported
constexpr qsizetype ParagraphLength = 2'000; // of text without paragraphs: layout goes paragraph by paragraph
constexpr int Searched = 1; // state of a block in which terms are marked

class Card {
    Q_DECLARE_TR_FUNCTIONS(winnow::ui::RecordCard)
public:
    Card(QTextDocument& document, const CitationDetail& citation, const CardView& view, const CardContext& context)
        : m_cursor(&document)
        , m_citation(citation)
        , m_view(view)
        , m_context(context)
    {
    }

    void fill()
    {
        m_cursor.beginEditBlock();
        standing();
        warnings();
        block(theme::Grid, 118, Searched);
        title();
        if (!m_view.sourceHidden) {
            authors();
            journal();
        }
        identifiers();
        links();
        registration();
        legend();
        abstract();
        facts();
        given();
        ownWords();
        records();
        m_cursor.endEditBlock();
    }

private:
    static QTextCharFormat format(const QColor& color, const QFont& font)
    {
        QTextCharFormat format;
        format.setFont(font);
        format.setForeground(color);
        return format;
    }
    static QTextCharFormat body() { return format(theme::colors().text, bodyFont()); }
    static QTextCharFormat caption() { return format(theme::colors().muted, theme::caption()); }
    static QFont bodyFont()
    {
        QFont font = theme::caption();
        font.setPointSizeF(font.pointSizeF() / 0.9 * 1.05);
        return font;
    }
    static QTextCharFormat link(QTextCharFormat format, const QString& href, const QString& tip = {})
    {
        format.setAnchor(true);
        format.setAnchorHref(href);
        format.setToolTip(asToolTip(tip));
        format.setForeground(theme::colors().accent);
        return format;
    }
    static QString counted(qsizetype number) { return QLocale().toString(number); }

    void block(qreal above, int lineHeight = 130, int state = -1)
    {
        QTextBlockFormat format;
        format.setTopMargin(above);
        format.setLineHeight(lineHeight, QTextBlockFormat::ProportionalHeight);
        if (m_begun)
            m_cursor.insertBlock(format, QTextCharFormat());
        else
            m_cursor.setBlockFormat(format);
        m_begun = true;
        m_cursor.block().setUserState(state);
    }
    void plain(const QString& words, const QTextCharFormat& format) { m_cursor.insertText(words, format); }
    void text(std::string_view words, const QTextCharFormat& base);
    void labelled(const QString& label, const QString& words, int state = -1)
    {
        block(theme::Grid / 2.0, 130, state);
        plain(label + QStringLiteral("  "), caption());
        plain(words.size() <= AbstractShown ? words : words.left(AbstractShown) + QChar(0x2026),
            format(theme::colors().text, theme::caption()));
    }

    void title();
    void standing();
    void warnings();
    void authors();
    void journal();
    void identifiers();
    void links();
    void registration();
    void legend();
    void abstract();
    void paragraph(const QString& words);
    void facts();
    void given();
    void ownWords();
    void records();
    void fields(RecordId id);

    QTextCursor m_cursor;
    const CitationDetail& m_citation;
    const CardView& m_view;
    const CardContext& m_context;
    bool m_begun = false;
};

QString joined(const std::vector<std::string>& words, const QString& separator)
{
    QStringList list;
    for (const std::string& word : words)
        list.append(toQString(word));
    return list.join(separator);
}

/// Text with the tags that safeHtml lets through, as runs. What it returns has only those tags, balanced, and entities.
void Card::text(std::string_view words, const QTextCharFormat& base)
{
    if (words.find('<') == std::string_view::npos) {
        plain(toQString(words).simplified(), base);
        return;
    }
    const QString html = safeHtml(words);
    int bold = 0, italic = 0, underlined = 0, lowered = 0, raised = 0;
    QString run;
    const auto flush = [&] {
        QTextCharFormat format = base;
        if (bold > 0)
            format.setFontWeight(QFont::Bold);
        format.setFontItalic(italic > 0);
        format.setFontUnderline(underlined > 0);
        if (lowered > 0 || raised > 0)
            format.setVerticalAlignment(
                raised > 0 ? QTextCharFormat::AlignSuperScript : QTextCharFormat::AlignSubScript);
        if (!run.isEmpty())
            plain(run, format);
        run.clear();
    };
    for (qsizetype at = 0; at < html.size(); ++at) {
        const QChar c = html[at];
        const qsizetype end = c == u'<' ? html.indexOf(u'>', at) : c == u'&' ? html.indexOf(u';', at) : -1;
        if (end < 0) {
            run += c == u'\n' ? QChar(u' ') : c;
            continue;
        }
        QStringView name = QStringView(html).mid(at + 1, end - at - 1);
        at = end;
        if (c == u'&') {
            run += name == u"lt" ? u'<' : name == u"gt" ? u'>' : name == u"quot" ? u'"' : name == u"#39" ? u'\'' : u'&';
            continue;
        }
        flush();
        const int step = name.startsWith(u'/') ? -1 : 1;
        if (step < 0)
            name = name.mid(1);
        (name == u"b"            ? bold
                : name == u"i"   ? italic
                : name == u"u"   ? underlined
                : name == u"sub" ? lowered
                                 : raised) += step;
    }
    flush();
}

void Card::title()
{
    const QTextCharFormat large = format(theme::colors().text, theme::title());
    const std::string_view whole = m_citation.best.title;
    if (whole.empty())
        plain(tr("[No title]"), large);
    else if (whole.size() <= TitleShown)
        text(whole, large);
    else
        plain(inOneLine(whole), large);
}

void Card::standing()
{
    for (const Decision& decision : m_citation.decisions) {
        const auto reason = std::find_if(m_context.reasons.begin(), m_context.reasons.end(),
            [&](const Reason& known) { return decision.reason && known.id == decision.reason; });
        QString words;
        switch (decision.verdict) {
        case Verdict::Include:
            words = tr("You included this");
            break;
        case Verdict::Exclude:
            words = tr("You excluded this");
            break;
        case Verdict::Maybe:
            words = tr("You marked this as maybe");
            break;
        }
        if (decision.stage == Stage::FullText)
            words = tr("%1 on the full text").arg(words);
        if (reason != m_context.reasons.end())
            words += QStringLiteral(": ") + toQString(reason->label);
        block(0);
        QFont font = theme::caption();
        font.setWeight(QFont::DemiBold);
        plain(words, format(markColor(markOf(decision.verdict)), font));
    }
}

void Card::warnings()
{
    static const QRegularExpression grave(
        QStringLiteral("retract|expression of concern|withdrawn"), QRegularExpression::CaseInsensitiveOption);
    QStringList words;
    for (const std::string& notice : m_citation.best.notices)
        if (toQString(notice).contains(grave))
            words.append(inOneLine(notice));
    const bool retracted = std::any_of(m_citation.best.types.begin(), m_citation.best.types.end(),
        [](const std::string& type) { return lowerAscii(type) == "retracted publication"; });
    for (const Relation& relation : m_citation.best.relations) {
        const QString target = inOneLine(relation.target);
        if (relation.kind == RelationKind::RetractedBy && words.isEmpty())
            words.append(tr("Retracted by %1").arg(target));
        else if (relation.kind == RelationKind::RetractionOf && words.isEmpty())
            words.append(tr("This is the retraction of %1").arg(target));
    }
    if (words.isEmpty() && !retracted)
        return;
    block(theme::Grid);
    QTextBlockFormat ground = m_cursor.blockFormat();
    ground.setBackground(theme::colors().terms[1]);
    m_cursor.setBlockFormat(ground);
    QFont font = bodyFont();
    font.setWeight(QFont::DemiBold);
    plain(retracted ? tr("Retracted publication") : tr("Notice"), format(theme::colors().exclude, font));
    if (!words.isEmpty())
        plain(QStringLiteral("  ") + words.join(QStringLiteral("; ")), format(theme::colors().text, theme::caption()));
}

void Card::authors()
{
    const std::vector<std::string>& all = m_citation.best.authors;
    if (all.empty())
        return;
    block(theme::Grid);
    const std::size_t shown = m_view.authors ? all.size() : std::min(all.size(), AuthorsShown);
    const QTextCharFormat plainFormat = format(theme::colors().text, theme::caption());
    QStringList names;
    for (std::size_t i = 0; i < shown; ++i) {
        names.append(inOneLine(all[i]));
        if (names.size() == 200 && i + 1 < shown) {
            plain(names.join(QStringLiteral("; ")) + QStringLiteral(";"), plainFormat);
            names.clear();
            block(0);
        }
    }
    plain(names.join(QStringLiteral("; ")), plainFormat);
    if (all.size() <= AuthorsShown)
        return;
    plain(QStringLiteral(" "), plainFormat);
    const auto rest = static_cast<qsizetype>(all.size() - AuthorsShown);
    plain(m_view.authors ? tr("show fewer") : tr("and %1 more").arg(counted(rest)),
        link(plainFormat, QStringLiteral("show:authors")));
}

void Card::journal()
{
    const Record& best = m_citation.best;
    QStringList parts;
    if (const std::string& name = best.journal.empty() ? best.journalAbbreviation : best.journal; !name.empty())
        parts.append(inOneLine(name));
    if (best.year != 0)
        parts.append(QString::number(best.year));
    QString place = inOneLine(best.volume);
    if (!best.issue.empty())
        place += u'(' + inOneLine(best.issue) + u')';
    if (!best.pages.empty())
        place += (place.isEmpty() ? QString() : QStringLiteral(":")) + inOneLine(best.pages);
    if (!place.isEmpty())
        parts.append(place);
    if (parts.isEmpty())
        return;
    block(2);
    plain(parts.join(QStringLiteral(" · ")), caption());
}

void Card::identifiers()
{
    const std::vector<Identifier> all = identifiersOf(m_citation.best);
    if (all.empty())
        return;
    block(2);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Identifier& one = all[i];
        if (i > 0)
            plain(QStringLiteral("   "), caption());
        if (!one.kind.isEmpty())
            plain(one.kind + u' ', caption());
        const QString number = QString::number(i);
        plain(inOneLine(one.value.toStdString()), link(caption(), QStringLiteral("copy:") + number, tr("Copy")));
        if (!one.url)
            continue;
        plain(QStringLiteral(" "), caption());
        QTextCharFormat open = link(
            caption(), QStringLiteral("open:") + number, tr("Open %1 in the browser").arg(one.url->toDisplayString()));
        open.setFontUnderline(true);
        plain(tr("open"), open);
    }
}

/// Other reports that belong to this one: a click shows them.
void Card::links()
{
    for (const Link& other : m_citation.links) {
        block(2);
        plain(other.words + QStringLiteral("  "), caption());
        const QString title = inOneLine(other.title);
        plain(title.isEmpty() ? tr("[No title]") : title,
            link(caption(), QStringLiteral("citation:") + QString::number(other.citation.value),
                tr("Show this citation")));
    }
}

/// "Phase 1/2", as trials of two phases are called.
QString phaseWords(const std::vector<std::string>& phases)
{
    if (phases.empty())
        return {};
    if (phases == std::vector<std::string>{"0"})
        return QCoreApplication::translate("winnow::ui::RecordCard", "Early phase 1");
    return QCoreApplication::translate("winnow::ui::RecordCard", "Phase %1").arg(joined(phases, QStringLiteral("/")));
}

void Card::registration()
{
    const TrialFacts& trial = m_citation.best.trial;
    if (trial == TrialFacts{})
        return;
    const QString dot = QStringLiteral(" · ");
    const auto say = [this](const QString& label, const QString& words) {
        if (!words.isEmpty())
            labelled(label, words);
    };
    block(0, 100);
    QStringList trialWords;
    for (const QString& part : {phaseWords(trial.phases), inOneLine(trial.status), inOneLine(trial.studyType),
             trial.enrolment > 0 ? tr("%1 participants").arg(counted(static_cast<qsizetype>(trial.enrolment)))
                                 : QString(),
             trial.hasResults ? tr("results posted") : QString()})
        if (!part.isEmpty())
            trialWords.append(part);
    say(tr("Trial"), trialWords.join(dot));
    say(tr("Conditions"), joined(trial.conditions, dot));
    say(tr("Interventions"), joined(trial.interventions, dot));
    say(tr("Sponsors"), joined(trial.sponsors, dot));
    say(tr("Countries"), joined(trial.countries, dot));
    QStringList dates;
    const std::array<std::pair<QString, const std::string*>, 4> stated{
        {{tr("registered %1"), &trial.registered}, {tr("started %1"), &trial.started},
            {tr("completed %1"), &trial.completed}, {tr("this version of %1"), &trial.updated}}};
    for (const auto& [words, date] : stated)
        if (!date->empty())
            dates.append(words.arg(inOneLine(*date)));
    say(tr("Dates"), dates.join(dot));
}

QTextCharFormat termFormat(int color)
{
    // A line style of its own each: colour is never the only sign.
    constexpr std::array Lines{QTextCharFormat::SingleUnderline, QTextCharFormat::DashUnderline,
        QTextCharFormat::DotLine, QTextCharFormat::WaveUnderline, QTextCharFormat::DashDotLine};
    const auto index = static_cast<std::size_t>(std::clamp(color, 0, 4));
    QTextCharFormat format;
    format.setBackground(theme::colors().terms[index]);
    format.setUnderlineStyle(Lines[index]);
    format.setUnderlineColor(theme::colors().muted);
    return format;
}

void Card::legend()
{
    if (m_context.terms == nullptr || m_context.terms->empty())
        return;
    // The fields that are searched for terms, as far as they are shown at first.
    const QString searched = inOneLine(m_citation.best.title) + u'\n'
        + toQString(std::string_view(m_citation.best.abstract).substr(0, 4 * AbstractShown)).left(AbstractShown) + u'\n'
        + joined(m_citation.best.keywords, QStringLiteral("\n")) + u'\n'
        + joined(m_citation.best.mesh, QStringLiteral("\n"));
    std::vector<int> counts(m_context.categories.size(), 0);
    for (const screening::TermMatch& match : m_context.terms->find(searched))
        ++counts[match.category];
    bool any = false;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0)
            continue;
        if (any)
            plain(QStringLiteral("   "), caption());
        else
            block(theme::Grid);
        any = true;
        QTextCharFormat name = caption();
        name.setForeground(theme::colors().text);
        name.merge(termFormat(m_context.categories[i].color));
        plain(toQString(m_context.categories[i].name), name);
        plain(QStringLiteral(" ") + counted(counts[i]), caption());
    }
}

/// The headings of structured abstracts, at the beginning of a paragraph or after a full stop.
const QRegularExpression& headings()
{
    static const QRegularExpression expression(QStringLiteral(
        "^[A-Z][A-Z0-9 ,/&'()\\-]{2,70}: "
        "|(?:^|(?<=[.;?!\\]] ))(?:Background|Introduction|Context|Rationale|Aims?|Objectives?|Purpose|Goals?|Methods?|"
        "Materials? and methods?|Patients and methods|Study design|Design|Setting|Participants|Patients|Interventions?|"
        "Main outcome measures?|Outcomes?|Measurements?|Results?|Findings|Main results|Discussion|Conclusions?|"
        "Interpretation|Limitations|Significance|Funding|Trial registration|Registration)"
        "(?: (?:and|&) [a-z]{3,12})?: ?"));
    return expression;
}

void Card::paragraph(const QString& words)
{
    block(theme::Grid, 145, Searched);
    const QTextCharFormat normal = body();
    QTextCharFormat bold = normal;
    bold.setFontWeight(QFont::Bold);
    qsizetype from = 0;
    auto found = headings().globalMatch(words);
    while (found.hasNext()) {
        const QRegularExpressionMatch heading = found.next();
        text(words.mid(from, heading.capturedStart() - from).toStdString(), normal);
        if (heading.capturedStart() > 0)
            plain(QStringLiteral(" "), normal);
        plain(heading.captured().trimmed() + u' ', bold);
        from = heading.capturedEnd();
    }
    text(words.mid(from).toStdString(), normal);
}

/// Publishers leave their own tags in: those of paragraphs and headings begin a line, those of emphasis are ours or go.
/// Other words in angle brackets stay as they are.
QString withoutForeignTags(QString text)
{
    if (!text.contains(u'<'))
        return text;
    static const QRegularExpression blocks(QStringLiteral("</?(?:jats:)?(?:p|sec|title|div|br|h[1-6]|li|ul|ol|abstract)"
                                                          "(?:\\s[^<>]{0,200})?/?>"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression marks(
        QStringLiteral("</?(?:jats:)?(?:em|strong|italic|bold|span|sc)(?:\\s[^<>]{0,200})?>"),
        QRegularExpression::CaseInsensitiveOption);
    text.replace(blocks, QStringLiteral("\n"));
    text.remove(marks);
    return text.trimmed();
}

void Card::abstract()
{
    const QString whole = withoutForeignTags(toQString(m_citation.best.abstract));
    if (whole.trimmed().isEmpty()) {
        block(2 * theme::Grid);
        QTextCharFormat missing = body();
        missing.setForeground(theme::colors().muted);
        plain(tr("The record has no abstract."), missing);
        return;
    }
    block(0, 100); // white space above the text
    const QString shown = whole.left(m_view.abstract ? AbstractLaidOut : AbstractShown);
    const QStringList paragraphs = shown.split(u'\n', Qt::SkipEmptyParts);
    for (const QString& words : paragraphs) {
        qsizetype from = 0;
        while (words.size() - from > 2 * ParagraphLength) {
            const qsizetype space = words.indexOf(u' ', from + ParagraphLength);
            const qsizetype end = space < 0 || space > from + 2 * ParagraphLength ? from + ParagraphLength : space;
            paragraph(words.mid(from, end - from));
            from = end;
        }
        paragraph(words.mid(from));
    }
    if (whole.size() <= AbstractShown)
        return;
    block(theme::Grid);
    if (m_view.abstract && whole.size() > shown.size())
        plain(tr("The abstract has %1 more characters.").arg(counted(whole.size() - shown.size())) + u' ', caption());
    plain(m_view.abstract ? tr("Show the beginning only")
            : whole.size() <= AbstractLaidOut
            ? tr("Show all %1 characters").arg(counted(whole.size()))
            : tr("Show %1 of %2 characters").arg(counted(AbstractLaidOut), counted(whole.size())),
        link(caption(), QStringLiteral("show:abstract")));
}

void Card::facts()
{
    const Record& best = m_citation.best;
    const QString dot = QStringLiteral(" · ");
    block(0, 100);
    if (!best.keywords.empty() && best.keywords != best.mesh) // RIS gives the MeSH terms as keywords
        labelled(tr("Keywords"), joined(best.keywords, dot), Searched);
    if (!best.mesh.empty())
        labelled(tr("MeSH"), joined(best.mesh, dot), Searched);
    if (!best.types.empty())
        labelled(tr("Type"), joined(best.types, dot));
    if (!best.language.empty())
        labelled(tr("Language"), toQString(best.language));
    if (!best.originalTitle.empty())
        labelled(tr("Original title"), toQString(withoutMarkup(best.originalTitle)), Searched);
    if (!best.notices.empty())
        labelled(tr("Notices"), joined(best.notices, dot));
}

/// What people decided elsewhere, as the file said that it was imported from.
void Card::given()
{
    for (const RecordDetail& detail : m_citation.records) {
        for (const GivenDecision& decision : detail.record.decisions) {
            QString words = wordOf(std::optional(decision.verdict));
            if (decision.stage == Stage::FullText)
                words = tr("%1 on the full text").arg(words);
            if (!decision.reason.empty())
                words += QStringLiteral(": ") + inOneLine(decision.reason);
            if (!decision.reviewer.empty())
                words = tr("%1, by %2").arg(words, inOneLine(decision.reviewer));
            if (!decision.note.empty())
                words += QStringLiteral(" (") + inOneLine(decision.note) + u')';
            labelled(tr("In %1").arg(inOneLine(detail.file)), words);
        }
    }
}

void Card::ownWords()
{
    if (!m_citation.labels.empty())
        labelled(tr("Labels"), joined(m_citation.labels, QStringLiteral(" · ")));
    if (m_citation.note.empty())
        return;
    labelled(tr("Note"), toQString(m_citation.note));
}

void Card::records()
{
    const auto count = static_cast<int>(m_citation.records.size());
    if (count == 0)
        return;
    block(2 * theme::Grid);
    const QString shape = m_view.records ? QStringLiteral("− ") : QStringLiteral("+ ");
    plain(shape + (count == 1 ? tr("The record and its fields") : tr("Also in: %n records", nullptr, count)),
        link(caption(), QStringLiteral("show:records")));
    if (!m_view.records)
        return;
    for (const RecordDetail& detail : m_citation.records) {
        block(theme::Grid);
        QStringList parts{inOneLine(detail.source), inOneLine(detail.file), inOneLine(detail.record.sourceId)};
        parts.removeAll(QString());
        plain(
            parts.join(QStringLiteral(" · ")) + QStringLiteral("   "), format(theme::colors().text, theme::caption()));
        const bool open = m_view.fields.contains(detail.id);
        plain(open ? tr("Hide fields") : tr("All fields"),
            link(caption(), QStringLiteral("fields:") + QString::number(detail.id.value)));
        if (open)
            fields(detail.id);
    }
}

void Card::fields(RecordId id)
{
    if (!m_context.record)
        return;
    const QFontMetricsF metrics(theme::caption());
    const qreal column = metrics.averageCharWidth() * 9;
    const QTextCharFormat tag = format(theme::colors().muted, theme::tabular());
    const QTextCharFormat value = format(theme::colors().text, theme::caption());
    for (const RawField& field : m_context.record(id).fields) {
        QString whole = toQString(std::string_view(field.value).substr(0, 4 * FieldShown)).left(FieldShown);
        if (field.value.size() > static_cast<std::size_t>(whole.toUtf8().size()))
            whole += QChar(0x2026);
        for (qsizetype from = 0; from == 0 || from < whole.size(); from += 2 * ParagraphLength) {
            block(from == 0 ? 2 : 0, 120);
            QTextBlockFormat hanging = m_cursor.blockFormat();
            hanging.setLeftMargin(column);
            hanging.setTextIndent(-column);
            hanging.setTabPositions({QTextOption::Tab(0, QTextOption::LeftTab)});
            m_cursor.setBlockFormat(hanging);
            if (from == 0)
                plain(toQString(field.tag).trimmed(), tag);
            QString part = whole.mid(from, 2 * ParagraphLength);
            part.replace(u'\n', QChar(QChar::LineSeparator)).remove(u'\r');
            plain(u'\t' + part, value);
        }
    }
}

} // namespace

void fillCard(QTextDocument& document, const CitationDetail& citation, const CardView& view, const CardContext& context)
{
    Card(document, citation, view, context).fill();
}

void highlightTerms(QTextDocument& document, const CardContext& context, bool shown)
{
    if (context.terms == nullptr)
        return;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.userState() != Searched)
            continue;
        QList<QTextLayout::FormatRange> ranges;
        if (shown) {
            for (const screening::TermMatch& match : context.terms->find(block.text())) {
                QTextLayout::FormatRange range;
                range.start = static_cast<int>(match.start);
                range.length = static_cast<int>(match.length);
                range.format = termFormat(context.categories[match.category].color);
                ranges.append(range);
            }
        }
        if (ranges.isEmpty() && block.layout()->formats().isEmpty())
            continue;
        block.layout()->setFormats(ranges);
        document.markContentsDirty(block.position(), block.length());
    }
}

} // namespace winnow::ui
