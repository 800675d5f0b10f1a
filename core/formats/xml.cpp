#include "core/formats/xml.h"

#include "core/base/text.h"
#include "core/formats/script.h"
#include "core/formats/values.h"

#include <QtGlobal>

#include <algorithm>
#include <optional>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
// Text as it stands: entities are decoded by us, who know HTML's names and let no control character through.
constexpr unsigned Flags = pugi::parse_cdata | pugi::parse_ws_pcdata | pugi::parse_embed_pcdata;
// What fits into MaxRecordBytes, and is more than a paper of the largest collaboration has.
constexpr std::ptrdiff_t MostMarkup = 1'000'000;

std::uint32_t linesBefore(std::string_view text, std::size_t at)
{
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < std::min(at, text.size()); ++i)
        count += text[i] == '\n' || (text[i] == '\r' && !text.substr(i + 1).starts_with('\n')) ? 1U : 0U;
    return count;
}

/// Puts broken XML right: what is no markup becomes text, what is open is closed, what closes nothing is dropped.
class Mending {
public:
    explicit Mending(std::string_view text)
        : m_text(text)
    {
        m_out.reserve(text.size() + text.size() / 16);
        for (std::size_t at = 0; at < text.size();)
            at = step(at);
        while (!m_open.empty())
            close();
    }
    std::string m_out;
    std::size_t m_first = npos; ///< the first place that was wrong, other than that the text ends

private:
    std::size_t step(std::size_t at)
    {
        if (m_text[at] != '<') {
            const std::size_t end = std::min(m_text.find('<', at), m_text.size());
            m_out += m_text.substr(at, end - at);
            return end;
        }
        const std::string_view rest = m_text.substr(at);
        const std::size_t length = m_unended && rest.starts_with("<!") ? npos : markupEnd(rest);
        const std::string_view name = elementName(rest);
        if (length == npos && !rest.starts_with("<!"))
            return m_text.size(); // cut off within a tag
        if (length == npos) { // a comment that does not end; where one does not, none behind it does
            m_unended = true;
            wrong(at);
            m_out += "&lt;";
            return at + 1;
        }
        if (rest.starts_with("<![CDATA[")) {
            m_out += rest.substr(0, length);
        } else if (rest[length - 1] != '>' || (name.empty() && !rest.starts_with("<!") && !rest.starts_with("<?"))) {
            wrong(at);
            m_out += "&lt;";
            return at + 1;
        } else if (rest.starts_with("</")) {
            closeTo(name, at);
        } else if (!name.empty()) {
            open(rest.substr(0, length), name, at);
        }
        return at + length;
    }

    void open(std::string_view tag, std::string_view name, std::size_t at)
    {
        const bool empty = tag.ends_with("/>");
        m_out.append("<").append(name);
        addAttributes(tag.substr(1 + name.size(), tag.size() - 1 - name.size() - (empty ? 2U : 1U)), at);
        m_out += empty ? "/>" : ">";
        if (!empty)
            m_open.push_back(name);
    }

    void addAttributes(std::string_view text, std::size_t at)
    {
        for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
            const std::string_view name = text.substr(0, xmlNameLength(text));
            std::string_view value = trimmed(text.substr(name.size()));
            const bool hasValue = !name.empty() && value.starts_with('=');
            if (hasValue)
                value = trimmed(value.substr(1));
            const std::size_t end =
                hasValue && !value.empty() && (value[0] == '"' || value[0] == '\'') ? value.find(value[0], 1) : npos;
            if (end == npos) {
                wrong(at);
                return;
            }
            m_out.append(" ").append(name).append("=").append(value.substr(0, end + 1));
            text = value.substr(end + 1);
        }
    }

    void closeTo(std::string_view name, std::size_t at)
    {
        const auto open = std::find(m_open.rbegin(), m_open.rend(), name);
        if (open != m_open.rbegin())
            wrong(at);
        if (open == m_open.rend())
            return;
        for (auto count = open - m_open.rbegin(); count >= 0; --count)
            close();
    }

    void close()
    {
        m_out.append("</").append(m_open.back()).append(">");
        m_open.pop_back();
    }

    void wrong(std::size_t at) { m_first = std::min(m_first, at); }

    std::string_view m_text;
    std::vector<std::string_view> m_open;
    bool m_unended = false;
};

std::string_view localName(pugi::xml_node node)
{
    const std::string_view name = node.name();
    return name.substr(name.find(':') + 1);
}

/// A formula in one line. Presentation and content MathML alike: what has no sign of its own is written by its name.
class Formula {
public:
    static std::string of(pugi::xml_node math) { return Formula{}.text(math, 0); }

private:
    static constexpr int Deepest = 100;

    std::string text(pugi::xml_node node, int depth)
    {
        if (node.type() != pugi::node_element)
            return std::string{trimmed(node.value())};
        const std::string_view name = localName(node);
        if (name.starts_with("annotation") || depth > Deepest)
            return depth > Deepest ? "…" : "";
        std::vector<std::string> parts;
        if (const std::string_view value = trimmed(node.value()); !value.empty())
            parts.emplace_back(value);
        for (const pugi::xml_node child : node.children()) {
            if (std::string part = text(child, depth + 1); !part.empty())
                parts.push_back(std::move(part));
        }
        return parts.empty() ? sign(name) : joined(node, name, parts);
    }

    static std::string sign(std::string_view name)
    {
        if (name == "infinity")
            return "∞";
        return name.starts_with('m') || name == "none" || name == "sep" ? "" : ' ' + std::string{name} + ' ';
    }

    static std::string grouped(const std::string& part)
    {
        const bool simple =
            std::ranges::all_of(part, [](char c) { return beginsXmlName(c) || (c >= '0' && c <= '9') || c == '.'; });
        return simple || (part.starts_with('(') && part.ends_with(')')) ? part : '(' + part + ')';
    }

    static std::string joined(pugi::xml_node node, std::string_view name, const std::vector<std::string>& parts)
    {
        const bool two = parts.size() == 2;
        if (name == "mfrac" && two)
            return grouped(parts[0]) + '/' + grouped(parts[1]);
        if (name == "mroot" && two)
            return grouped(parts[0]) + "^(1/" + parts[1] + ')';
        if (name == "msqrt")
            return "√" + grouped(run(parts, ""));
        if (name == "msup" && two)
            return parts[0] + '^' + grouped(parts[1]);
        if ((name == "msub" || name == "munder") && two)
            return parts[0] + '_' + grouped(parts[1]);
        if ((name == "msubsup" || name == "munderover") && parts.size() == 3)
            return parts[0] + '_' + grouped(parts[1]) + '^' + grouped(parts[2]);
        if (name == "mfenced") {
            const auto mark = [&](const char* attribute, const char* usual) {
                const pugi::xml_attribute given = node.attribute(attribute);
                return std::string{given ? given.value() : usual};
            };
            return mark("open", "(") + run(parts, mark("separators", ",").substr(0, 1)) + mark("close", ")");
        }
        const bool rows = name == "mtable" || name == "matrix";
        return run(parts, rows ? "; " : name == "mtr" || name == "matrixrow" ? " " : "");
    }

    static std::string run(const std::vector<std::string>& parts, std::string_view between)
    {
        std::string out;
        for (const std::string& part : parts)
            out.append(out.empty() ? "" : between).append(part);
        return out;
    }
};

/// The node behind `node` in the order of the text, not below it, and within `root`; null at the end.
pugi::xml_node nextOutside(pugi::xml_node node, pugi::xml_node root)
{
    while (node != root) {
        if (const pugi::xml_node sibling = node.next_sibling())
            return sibling;
        node = node.parent();
    }
    return {};
}

/// What a raised or lowered piece of text is as characters; nothing if it is no such piece, or has further elements.
std::optional<std::string> scripted(pugi::xml_node node, std::string_view name)
{
    const bool style = name == "style"; // EndNote's
    const std::string_view face = style ? node.attribute("face").value() : "";
    const bool up = name == "sup" || face == "superscript";
    const bool down = name == "sub" || face == "subscript";
    if ((!up && !down) || node.first_child())
        return std::nullopt;
    return up ? raised(node.value()) : lowered(node.value());
}

/// All text in `root`, as it stands in the file.
void gather(pugi::xml_node root, std::string& out)
{
    for (pugi::xml_node node = root; node;) {
        if (node.type() == pugi::node_element && node != root) {
            const std::string_view name = localName(node);
            if (name == "math") {
                out += Formula::of(node);
                node = nextOutside(node, root);
                continue;
            }
            if (name == "br" || name == "p")
                out += ' ';
            if (const auto script = scripted(node, name)) {
                out += *script;
                node = nextOutside(node, root);
                continue;
            }
        }
        out += node.value();
        const pugi::xml_node child = node.first_child();
        node = child ? child : nextOutside(node, root);
    }
}

/// Runs of white space as one space, none at the ends.
void collapse(std::string& text)
{
    std::size_t kept = 0;
    bool gap = false;
    for (const char c : text) {
        if (isSpace(c)) {
            gap = true;
            continue;
        }
        if (gap && kept > 0)
            text[kept++] = ' ';
        gap = false;
        text[kept++] = c;
    }
    text.resize(kept);
}

/// What was escaped once more before it came into the XML ("&amp;lt;") is decoded, too, as it stands in the same
/// source's text formats.
std::string decoded(std::string text)
{
    if (text.find('&') == npos)
        return text;
    return withoutEntities(withoutEntities(std::move(text)));
}

std::string rawText(pugi::xml_node node)
{
    std::string text;
    gather(node, text);
    return text;
}

bool isOneOf(std::string_view name, std::span<const std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

std::string joinedLines(const std::vector<std::string>& parts)
{
    std::string out;
    for (const std::string& part : parts)
        out.append(out.empty() ? "" : "\n").append(part);
    return out;
}

std::vector<std::string> linesOfText(std::string text)
{
    collapse(text);
    text = decoded(std::move(text));
    std::ranges::replace(text, '\r', '\n');
    std::vector<std::string> out = splitTrimmed(text, '\n');
    std::ranges::for_each(out, collapse);
    return out;
}

/// The fields of a record by the paths of their elements.
class FieldList {
public:
    explicit FieldList(std::span<const std::string_view> within)
        : m_within(within)
    {
    }
    std::vector<RawField> of(pugi::xml_node record)
    {
        add(record, {}, 0);
        return std::move(m_fields);
    }

private:
    static constexpr int Deepest = 60;

    [[nodiscard]] bool isField(pugi::xml_node node) const
    {
        return node.type() == pugi::node_element && !isOneOf(node.name(), m_within) && localName(node) != "math";
    }

    void add(pugi::xml_node node, const std::string& path, int depth)
    {
        for (const pugi::xml_attribute attribute : node.attributes())
            m_fields.push_back({path + '@' + attribute.name(), words(attribute)});
        const auto children = node.children();
        const bool goesOn = depth < Deepest
            && std::any_of(children.begin(), children.end(), [&](pugi::xml_node n) { return isField(n); });
        std::string own = goesOn ? node.value() : rawText(node);
        for (const pugi::xml_node child : children) {
            if (goesOn && !isField(child))
                own += rawText(child);
        }
        own = joinedLines(linesOfText(std::move(own)));
        if (!own.empty() || (!goesOn && node.attributes().empty()))
            m_fields.push_back({path.empty() ? node.name() : path, std::move(own)});
        for (const pugi::xml_node child : children) {
            if (goesOn && isField(child))
                add(child, path.empty() ? child.name() : path + '/' + child.name(), depth + 1);
        }
    }

    std::span<const std::string_view> m_within;
    std::vector<RawField> m_fields;
};

} // namespace

pugi::xml_node XmlRecord::read(std::string_view text, std::vector<Note>& notes)
{
    if (std::ranges::count(text, '<') > MostMarkup) {
        notes.push_back({Severity::Lost, 0,
            QT_TRANSLATE_NOOP("formats",
                "The record holds a million elements: that is no bibliographic record. Its fields were left out; its "
                "bytes are kept."),
            {}});
        m_document.reset();
        return {};
    }
    const auto load = [this] {
        return m_document.load_buffer_inplace(m_text.data(), m_text.size(), Flags, pugi::encoding_utf8);
    };
    m_text.assign(text);
    if (!load()) {
        Mending mending{text};
        m_text = std::move(mending.m_out);
        const bool read = static_cast<bool>(load());
        if (!read || mending.m_first != npos)
            notes.push_back({read ? Severity::Repaired : Severity::Lost, linesBefore(text, mending.m_first),
                QT_TRANSLATE_NOOP("formats",
                    "The record's XML is broken here. It was read as far as possible; check its fields. The original "
                    "bytes are kept."),
                {}});
    }
    return m_document.document_element();
}

std::string words(pugi::xml_node node)
{
    std::string text = rawText(node);
    text = decoded(std::move(text));
    collapse(text);
    return text;
}

std::string words(pugi::xml_attribute attribute)
{
    std::string text = decoded(attribute.value());
    collapse(text);
    return text;
}

std::vector<std::string> lines(pugi::xml_node node)
{
    return linesOfText(rawText(node));
}

std::vector<std::string> wrappedLines(pugi::xml_node node)
{
    std::string text = decoded(rawText(node));
    for (std::size_t at = text.find('\r'); at != npos; at = text.find('\r', at + 1))
        text[at] = text.compare(at, 2, "\r\n") == 0 ? ' ' : '\n';
    std::vector<std::string> out;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out.push_back(text.substr(at, end - at));
        collapse(out.back());
        at = end + 1;
    }
    return out;
}

std::string_view plain(pugi::xml_node node)
{
    return trimmed(node.child_value());
}

std::vector<RawField> xmlFields(pugi::xml_node record, std::span<const std::string_view> within)
{
    return record ? FieldList{within}.of(record) : std::vector<RawField>{};
}

} // namespace winnow::formats
