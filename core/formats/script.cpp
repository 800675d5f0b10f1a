#include "core/formats/script.h"

#include <array>

namespace winnow::formats {

namespace {

using Characters = std::array<std::string_view, 15>;

constexpr Characters Raised = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁺", "⁻", "⁼", "⁽", "⁾"};
constexpr Characters Lowered = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉", "₊", "₋", "₌", "₍", "₎"};

std::string script(std::string_view text, const Characters& characters)
{
    constexpr std::string_view Plain = "0123456789+-=()";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool minus = text.substr(i).starts_with("−") || text.substr(i).starts_with("–");
        const std::size_t at = minus ? Plain.find('-') : Plain.find(text[i]);
        if (at == std::string_view::npos)
            return std::string{text};
        out += characters[at];
        i += minus ? 2U : 0U;
    }
    return out;
}

} // namespace

std::string raised(std::string_view text)
{
    return script(text, Raised);
}

std::string lowered(std::string_view text)
{
    return script(text, Lowered);
}

} // namespace winnow::formats
