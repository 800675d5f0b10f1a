#include "core/formats/json.h"

#include "core/formats/encoding.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t Deepest = 100;

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t spaceEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at;
}

/// Builds the tree from the events of the parser; false ends the parsing.
class TreeBuilder {
public:
    bool Null() { return add(JsonValue::Kind::Null, {}); }
    bool Bool(bool value) { return add(JsonValue::Kind::Bool, value ? "true" : "false"); }
    // Numbers come as they stand; the parser asks for these all the same.
    bool Int(int value) { return add(JsonValue::Kind::Number, std::to_string(value)); }
    bool Uint(unsigned value) { return add(JsonValue::Kind::Number, std::to_string(value)); }
    bool Int64(std::int64_t value) { return add(JsonValue::Kind::Number, std::to_string(value)); }
    bool Uint64(std::uint64_t value) { return add(JsonValue::Kind::Number, std::to_string(value)); }
    bool Double(double value) { return add(JsonValue::Kind::Number, std::to_string(value)); }
    bool RawNumber(const char* text, rapidjson::SizeType length, bool)
    {
        return add(JsonValue::Kind::Number, {text, length});
    }
    bool String(const char* text, rapidjson::SizeType length, bool)
    {
        return add(JsonValue::Kind::String, {text, length});
    }
    bool StartObject() { return open(JsonValue::Kind::Object); }
    bool Key(const char* text, rapidjson::SizeType length, bool)
    {
        m_key.assign(text, length);
        return true;
    }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool StartArray() { return open(JsonValue::Kind::Array); }
    bool EndArray(rapidjson::SizeType) { return close(); }

    [[nodiscard]] JsonValue take() { return std::move(m_root); }

private:
    bool add(JsonValue::Kind kind, std::string_view text)
    {
        JsonValue value{.kind = kind, .key = std::move(m_key), .text = std::string{text}, .members = {}};
        m_key.clear();
        if (m_open.empty())
            m_root = std::move(value);
        else
            m_open.back()->members.push_back(std::move(value));
        return true;
    }
    bool open(JsonValue::Kind kind)
    {
        if (m_open.size() >= Deepest)
            return false;
        add(kind, {});
        // Members of an open value do not move: only the last one grows.
        m_open.push_back(m_open.empty() ? &m_root : &m_open.back()->members.back());
        return true;
    }
    bool close()
    {
        m_open.pop_back();
        return true;
    }

    JsonValue m_root;
    std::vector<JsonValue*> m_open;
    std::string m_key;
};

} // namespace

void JsonScanner::reset()
{
    m_at = 0;
    m_depth = 0;
    m_quoted = false;
}

JsonScanner::End JsonScanner::scan(std::string_view text, bool last)
{
    while (m_at < text.size()) {
        if (m_quoted) {
            m_at = text.find_first_of("\"\\", m_at);
            if (m_at == npos || (text[m_at] == '\\' && m_at + 1 == text.size())) {
                m_at = std::min(m_at, text.size());
                break;
            }
            m_quoted = text[m_at] == '\\';
            m_at += m_quoted ? 2 : 1;
            continue;
        }
        m_at = std::min(text.find_first_of("\"{}[]", m_at), text.size());
        if (m_at == text.size())
            break;
        const char c = text[m_at];
        if (c == '{' && m_depth > 0) {
            const JsonFirstKey first = m_mark.empty() ? JsonFirstKey{} : firstJsonKey(text.substr(m_at));
            if (first.cut && !last)
                break;
            if (!m_mark.empty() && first.key == m_mark)
                return End::NextBegins;
        }
        m_quoted = c == '"';
        m_depth += c == '{' || c == '[' ? 1U : 0U;
        ++m_at;
        if (c != '}' && c != ']')
            continue;
        m_depth -= m_depth > 0 ? 1U : 0U;
        if (m_depth == 0)
            return End::Closed;
    }
    if (!last)
        return End::NotYet;
    m_at = text.size();
    return End::TextEnds;
}

JsonFirstKey firstJsonKey(std::string_view text)
{
    constexpr std::size_t LongestKey = 100;
    const std::string_view near = text.substr(0, LongestKey);
    const std::size_t begin = spaceEnd(near, 1);
    if (begin >= near.size())
        return {.key = {}, .cut = near.size() < LongestKey};
    if (near[begin] != '"')
        return {};
    const std::size_t end = near.find('"', begin + 1);
    if (end == npos)
        return {.key = {}, .cut = near.size() < LongestKey};
    return {.key = near.substr(begin + 1, end - begin - 1), .cut = false};
}

const JsonValue& JsonValue::operator[](std::string_view name) const
{
    static const JsonValue Nothing;
    const auto found = std::ranges::find(members, name, &JsonValue::key);
    return kind == Kind::Object && found != members.end() ? *found : Nothing;
}

const JsonValue& JsonValue::at(std::string_view path) const
{
    const JsonValue* value = this;
    while (!path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        value = &(*value)[path.substr(0, dot)];
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return *value;
}

std::vector<std::string> JsonValue::texts() const
{
    std::vector<std::string> out;
    if (kind != Kind::Array)
        return text.empty() ? out : std::vector{text};
    for (const JsonValue& member : members) {
        if (!member.text.empty())
            out.push_back(member.text);
    }
    return out;
}

std::string jsonText(const JsonValue& value)
{
    const auto quoted = [](std::string_view text) {
        constexpr std::string_view Digits = "0123456789abcdef";
        std::string out = "\"";
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c == '"' || c == '\\') {
                out += {'\\', c};
            } else if (c >= 0 && c < 0x20) {
                out += std::string{"\\u00"} + (c >= 0x10 ? '1' : '0') + Digits[static_cast<std::size_t>(c & 0xF)];
            } else if (text.substr(i).starts_with(ByteOrderMark)) { // which readers drop
                out += "\\ufeff";
                i += ByteOrderMark.size() - 1;
            } else {
                out += c;
            }
        }
        return out + '"';
    };
    using Kind = JsonValue::Kind;
    if (value.kind == Kind::Null)
        return "null";
    if (value.kind == Kind::String)
        return quoted(value.text);
    if (value.kind == Kind::Bool || value.kind == Kind::Number)
        return value.text;
    const bool object = value.kind == Kind::Object;
    std::string out = object ? "{" : "[";
    for (const JsonValue& member : value.members) {
        out += out.size() > 1 ? "," : "";
        out += (object ? quoted(member.key) + ':' : std::string{}) + jsonText(member);
    }
    return out + (object ? '}' : ']');
}

std::optional<JsonValue> parseJson(std::string_view text)
{
    TreeBuilder builder;
    rapidjson::MemoryStream stream{text.data(), text.size()};
    rapidjson::Reader reader;
    constexpr unsigned Flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
    if (!reader.Parse<Flags>(stream, builder))
        return std::nullopt;
    return builder.take();
}

} // namespace winnow::formats
