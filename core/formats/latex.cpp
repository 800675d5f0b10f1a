#include "core/formats/latex.h"

#include "core/base/text.h"
#include "core/formats/script.h"
#include "core/formats/values.h"

#include <QString>

#include <algorithm>
#include <array>
#include <optional>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

// Longer ones are no such thing; the limits keep the time for hostile input linear.
constexpr std::size_t LongestAccented = 64;
constexpr std::size_t LongestScript = 64;
constexpr std::size_t LongestMath = 400;
constexpr std::size_t LongestAddress = 1000;
constexpr int DeepestGroup = 8;

constexpr bool isLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct Symbol {
    std::string_view command;
    std::string_view character;
};

consteval std::size_t countWords(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t i = 1; i < text.size(); ++i)
        count += !isSpace(text[i]) && isSpace(text[i - 1]) ? 1U : 0U;
    return count;
}
/// The words of a list, which begins with a space or a new line.
template <std::size_t N> consteval std::array<std::string_view, N> words(std::string_view text)
{
    std::array<std::string_view, N> out;
    for (std::string_view& word : out) {
        const std::size_t begin = text.find_first_not_of(" \n");
        const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
        word = text.substr(begin, end - begin);
        text.remove_prefix(end);
    }
    return out;
}
template <std::size_t N> consteval auto sorted(std::array<std::string_view, N> list)
{
    std::ranges::sort(list);
    return list;
}
/// Each second word is the answer to the one before it.
template <std::size_t N> consteval auto symbols(const std::array<std::string_view, N>& list)
{
    std::array<Symbol, N / 2> out;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = {list[2 * i], list[2 * i + 1]};
    std::ranges::sort(out, {}, &Symbol::command);
    return out;
}

// LaTeX 2e's text symbols and those of amssymb, textcomp and wasysym that titles and abstracts are written with.
constexpr std::string_view SymbolText = R"(
ss ß  SS ẞ  ae æ  AE Æ  oe œ  OE Œ  o ø  O Ø  l ł  L Ł  aa å  AA Å  i ı  j ȷ  imath ı  jmath ȷ  dh ð  DH Ð
th þ  TH Þ  dj đ  DJ Đ  ng ŋ  NG Ŋ  ij ĳ  IJ Ĳ  alpha α  beta β  gamma γ  delta δ  epsilon ε  varepsilon ε
zeta ζ  eta η  theta θ  vartheta ϑ  iota ι  kappa κ  lambda λ  mu μ  nu ν  xi ξ  omicron ο  pi π  varpi ϖ
rho ρ  varrho ϱ  sigma σ  varsigma ς  tau τ  upsilon υ  phi φ  varphi φ  chi χ  psi ψ  omega ω  Gamma Γ
Delta Δ  Theta Θ  Lambda Λ  Xi Ξ  Pi Π  Sigma Σ  Upsilon Υ  Phi Φ  Psi Ψ  Omega Ω  Alpha Α  Beta Β  Epsilon Ε
Zeta Ζ  Eta Η  Iota Ι  Kappa Κ  Mu Μ  Nu Ν  Omicron Ο  Rho Ρ  Tau Τ  Chi Χ  textalpha α  textbeta β
textgamma γ  textdelta δ  textepsilon ε  textzeta ζ  texteta η  texttheta θ  textiota ι  textkappa κ
textlambda λ  textnu ν  textxi ξ  textpi π  textrho ρ  textsigma σ  texttau τ  textupsilon υ  textphi φ
textchi χ  textpsi ψ  textomega ω  textGamma Γ  textDelta Δ  textOmega Ω  upmu μ  upalpha α  upbeta β
upgamma γ  updelta δ  textmu µ  textmicro µ  micro µ  textohm Ω  ohm Ω  textendash –  textemdash —
textquoteleft ‘  textquoteright ’  textquotedblleft “  textquotedblright ”  textquotesingle '  textquotedbl "
lq ‘  rq ’  quotedblbase „  quotesinglbase ‚  glqq „  grqq “  glq ‚  grq ‘  flqq «  frqq »  flq ‹  frq ›
guillemotleft «  guillemotright »  guillemetleft «  guillemetright »  guilsinglleft ‹  guilsinglright ›
textexclamdown ¡  textquestiondown ¿  ldots …  dots …  cdots ⋯  textellipsis …  textbackslash \  backslash \
textasciitilde ~  textasciicircum ^  textasciigrave `  textasciiacute ´  textasciidieresis ¨
textasciimacron ¯  textunderscore _  textbar |  textbardbl ‖  textless <  textgreater >  textbraceleft {
textbraceright }  lbrace {  rbrace }  textdollar $  textasteriskcentered *  textbullet •  bullet •
textperiodcentered ·  cdot ·  cdotp ·  slash /  textfractionsolidus ⁄  textvisiblespace ␣  textdagger †  dag †
dagger †  textdaggerdbl ‡  ddag ‡  ddagger ‡  S §  textsection §  P ¶  textparagraph ¶  copyright ©
textcopyright ©  textregistered ®  circledR ®  texttrademark ™  pounds £  textsterling £  texteuro €  euro €
EUR €  textyen ¥  textcent ¢  textcurrency ¤  textordfeminine ª  textordmasculine º  textnumero №
textdegree °  degree °  textcelsius ℃  textperthousand ‰  textpertenthousand ‱  textonehalf ½
textonequarter ¼  textthreequarters ¾  textonesuperior ¹  texttwosuperior ²  textthreesuperior ³
textquotestraightbase ‚  TeX TeX  LaTeX LaTeX  BibTeX BibTeX  male ♂  female ♀  Male ♂  Female ♀  checkmark ✓
textsuperscripttwo ²  neg ¬  lnot ¬  textlnot ¬  pm ±  textpm ±  mp ∓  times ×  texttimes ×  div ÷  textdiv ÷
ast ∗  star ⋆  circ ∘  le ≤  leq ≤  leqslant ⩽  ge ≥  geq ≥  geqslant ⩾  ne ≠  neq ≠  lt <  gt >  ll ≪  gg ≫
approx ≈  thickapprox ≈  sim ∼  thicksim ∼  simeq ≃  cong ≅  equiv ≡  propto ∝  varpropto ∝  infty ∞
partial ∂  nabla ∇  sum ∑  prod ∏  int ∫  surd √  textsurd √  in ∈  notin ∉  ni ∋  subset ⊂  supset ⊃
subseteq ⊆  supseteq ⊇  cup ∪  cap ∩  emptyset ∅  varnothing ∅  forall ∀  exists ∃  land ∧  wedge ∧  lor ∨
vee ∨  oplus ⊕  otimes ⊗  perp ⊥  parallel ∥  mid ∣  angle ∠  prime ′  to →  rightarrow →  longrightarrow →
textrightarrow →  leftarrow ←  gets ←  textleftarrow ←  uparrow ↑  textuparrow ↑  downarrow ↓  textdownarrow ↓
leftrightarrow ↔  longleftrightarrow ↔  Rightarrow ⇒  Leftarrow ⇐  Leftrightarrow ⇔  mapsto ↦
rightleftharpoons ⇌  hbar ℏ  ell ℓ  Re ℜ  Im ℑ  aleph ℵ  AC ∼  Box □  square □  blacksquare ■  Diamond ◇
diamond ⋄  triangle △  blacktriangle ▲  bigcirc ◯  clubsuit ♣  heartsuit ♥  spadesuit ♠  diamondsuit ♦  flat ♭
natural ♮  sharp ♯  langle ⟨  rangle ⟩  lfloor ⌊  rfloor ⌋  lceil ⌈  rceil ⌉  vert |  lvert |  rvert |  Vert ‖
sin sin  cos cos  tan tan  log log  ln ln  exp exp  min min  max max  lim lim  lesssim ≲  gtrsim ≳  because ∵
therefore ∴
)";
constexpr auto Symbols = symbols(words<countWords(SymbolText)>(SymbolText));

/// Commands that only say how their argument looks or is set: the argument stays.
constexpr std::string_view WrapperText = R"(
emph textit textbf textsc texttt textrm textsf textsl textup textmd textnormal textlf text mbox hbox fbox
ensuremath mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal mathop mathbin mathrel
boldsymbol bm operatorname underline uline overline sout uppercase lowercase MakeUppercase MakeLowercase url
nolinkurl path enquote mkbibquote mkbibemph mkbibitalic mkbibbold mkbibparens NoCaseChange sqrt vphantom
texorpdfstring foreignlanguage latintext cyrtext textcyr textgreek ce nobreak SI num si it bf em rm sc tt sl sf
itshape bfseries scshape ttfamily upshape mdseries rmfamily sffamily slshape normalfont tiny scriptsize
footnotesize small normalsize large Large cal relax protect left right big Big bigl bigr displaystyle textstyle
scriptstyle limits nolimits allowbreak linebreak noindent hfill sloppy bgroup egroup begingroup endgroup
selectfont unskip ignorespaces xspace nonumber frenchspacing raggedright break
)";
constexpr auto Wrappers = sorted(words<countWords(WrapperText)>(WrapperText));
/// Commands that are a space.
constexpr std::string_view SpaceText = R"( nobreakspace space quad qquad enspace thinspace newline)";
constexpr auto Spaces = sorted(words<countWords(SpaceText)>(SpaceText));

struct Accent {
    char name;
    char16_t combining;
};
// The LaTeX Companion, tables 7.25 and 7.33.
constexpr std::array Accents = {Accent{'`', 0x300}, Accent{'\'', 0x301}, Accent{'^', 0x302}, Accent{'~', 0x303},
    Accent{'=', 0x304}, Accent{'u', 0x306}, Accent{'.', 0x307}, Accent{'"', 0x308}, Accent{'r', 0x30A},
    Accent{'H', 0x30B}, Accent{'v', 0x30C}, Accent{'d', 0x323}, Accent{'c', 0x327}, Accent{'k', 0x328},
    Accent{'b', 0x331}, Accent{'t', 0x361}, Accent{'G', 0x30F}, Accent{'U', 0x30E}, Accent{'f', 0x311},
    Accent{'h', 0x309}};
/// The same in mathematics.
constexpr std::array MathAccents = {Symbol{"acute", "'"}, Symbol{"bar", "="}, Symbol{"breve", "u"},
    Symbol{"check", "v"}, Symbol{"ddot", "\""}, Symbol{"dot", "."}, Symbol{"grave", "`"}, Symbol{"hat", "^"},
    Symbol{"tilde", "~"}, Symbol{"widehat", "^"}, Symbol{"widetilde", "~"}};

char16_t combiningOf(std::string_view command)
{
    if (const auto math = std::ranges::find(MathAccents, command, &Symbol::command); math != MathAccents.end())
        command = math->character;
    if (command.size() != 1)
        return 0;
    const auto found = std::ranges::find(Accents, command[0], &Accent::name);
    return found == Accents.end() ? u'\0' : found->combining;
}

std::optional<std::string_view> symbolOf(std::string_view command)
{
    const auto found = std::ranges::lower_bound(Symbols, command, {}, &Symbol::command);
    return found != Symbols.end() && found->command == command ? std::optional{found->character} : std::nullopt;
}

/// The first character of `base` with the accent; a letter without a dot gets its dot's place.
std::string accented(std::string_view base, char16_t combining)
{
    QString text = toQString(base);
    if (text.isEmpty())
        return toQString("").append(QChar{u' '}).append(QChar{combining}).toStdString();
    if (text[0] == QChar{u'ı'} || text[0] == QChar{u'ȷ'})
        text[0] = text[0] == QChar{u'ı'} ? QChar{u'i'} : QChar{u'j'};
    const qsizetype first = text[0].isHighSurrogate() && text.size() > 1 ? 2 : 1;
    text.insert(first, QChar{combining});
    return text.normalized(QString::NormalizationForm_C).toStdString();
}

constexpr std::size_t characterBytes(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// Reads a source from its start to its end, once.
class Decoder {
public:
    Decoder(std::string_view source, Tex tex, int depth)
        : m_source(source)
        , m_tex(tex)
        , m_depth(depth)
    {
    }
    std::string run(bool math);

private:
    void command();
    void word(std::string_view name, std::size_t begin);
    void accent(char16_t combining, std::size_t begin);
    void scripted(std::string (*script)(std::string_view));
    void mathematics();
    void whiteSpace();
    void dashes();
    void quotes();
    void tie();
    void space();
    void add(std::string_view text) { m_out += text; }

    [[nodiscard]] char at(std::size_t index) const { return index < m_source.size() ? m_source[index] : '\0'; }
    [[nodiscard]] std::size_t skipSpace(std::size_t index) const
    {
        while (index < m_source.size() && isSpace(m_source[index]))
            ++index;
        return index;
    }
    /// The argument that begins at m_at, its braces off; decoded. Nothing if it is longer than `limit`.
    [[nodiscard]] std::optional<std::string> argument(std::size_t limit, bool math);

    std::string_view m_source;
    Tex m_tex;
    int m_depth;
    bool m_math = false;
    std::size_t m_at = 0;
    std::size_t m_openQuotes = 0;
    std::string m_out;
};

constexpr auto Special = [] {
    std::array<bool, 256> special{};
    for (const char c : std::string_view{"\\{}$~-`'\t\n\v\f\r ^_"})
        special[static_cast<unsigned char>(c)] = true;
    return special;
}();

std::string Decoder::run(bool math)
{
    m_math = math;
    m_out.reserve(m_source.size());
    while (m_at < m_source.size()) {
        std::size_t plain = m_at;
        while (plain < m_source.size() && !Special[static_cast<unsigned char>(m_source[plain])])
            ++plain;
        m_out.append(m_source, m_at, plain - m_at);
        m_at = plain;
        if (m_at == m_source.size())
            break;
        switch (const char c = m_source[m_at]) {
        case '\\':
            command();
            break;
        case '{':
        case '}':
            ++m_at;
            break;
        case '$':
            mathematics();
            break;
        case '~':
            tie();
            break;
        case '-':
            dashes();
            break;
        case '`':
        case '\'':
            quotes();
            break;
        case '^':
        case '_':
            if (m_math) {
                ++m_at;
                scripted(c == '^' ? raised : lowered);
            } else {
                m_out += c;
                ++m_at;
            }
            break;
        default:
            whiteSpace();
        }
    }
    return std::move(m_out);
}

void Decoder::command()
{
    const std::size_t begin = m_at++;
    if (m_at == m_source.size()) {
        m_out += '\\';
        return;
    }
    std::size_t end = m_at;
    while (end < m_source.size() && isLetter(m_source[end]))
        ++end;
    if (end > m_at && m_tex == Tex::Prose) {
        const std::string_view name = m_source.substr(m_at, end - m_at);
        m_at = end;
        word(name, begin);
        return;
    }
    const char c = m_source[m_at];
    if (std::string_view{"&%$#_{}"}.find(c) != npos) {
        m_out += c;
        ++m_at;
        return;
    }
    if (m_tex == Tex::Verbatim) {
        m_out += '\\';
        return;
    }
    if (const char16_t combining = combiningOf({&c, 1}); combining != 0) {
        ++m_at;
        accent(combining, begin);
    } else if (std::string_view{",;: \\\t\n\r"}.find(c) != npos) {
        ++m_at;
        space();
    } else if (std::string_view{"!-/()[]"}.find(c) != npos) {
        ++m_at; // a hyphen that is only allowed, an italic correction, the marks of mathematics
        if (c == '[' || c == ']')
            m_out += c;
    } else {
        m_out += '\\';
    }
}

/// A command of letters, which m_at stands behind.
void Decoder::word(std::string_view name, std::size_t begin)
{
    if (const auto symbol = symbolOf(name)) {
        add(*symbol);
        if (const std::size_t next = skipSpace(m_at); next > m_at && !m_math && at(next) != '{')
            m_at = next;
        else if (m_source.substr(m_at).starts_with("{}"))
            m_at += 2;
        return;
    }
    if (const char16_t combining = combiningOf(name); combining != 0 && (name.size() == 1 || m_math)) {
        accent(combining, begin);
        return;
    }
    if (name == "textsuperscript" || name == "textsubscript" || name == "sp" || name == "sb") {
        scripted(name == "textsuperscript" || name == "sp" ? raised : lowered);
        return;
    }
    if (name == "href" || name == "textcolor" || name == "color" || name == "noopsort" || name == "hspace"
        || name == "vspace") {
        const std::size_t open = skipSpace(m_at);
        if (const std::size_t end = at(open) == '{' ? groupEnd(m_source, open, LongestAddress) : npos; end != npos) {
            m_at = end;
            return;
        }
    }
    if (name == "frac" || name == "tfrac" || name == "dfrac") {
        const std::size_t before = m_at;
        const auto above = argument(LongestScript, true);
        const auto below = above ? argument(LongestScript, true) : std::nullopt;
        if (above && below) {
            add(*above + "/" + *below);
            return;
        }
        m_at = before;
    }
    if (std::ranges::binary_search(Spaces, name)) {
        m_at = skipSpace(m_at);
        space();
        return;
    }
    if (std::ranges::binary_search(Wrappers, name)) {
        // "{\em really}": the space behind the command ends its name.
        m_at = skipSpace(m_at);
        return;
    }
    if (const std::size_t end = at(m_at) == '{' ? groupEnd(m_source, m_at, LongestMath) : npos; end != npos)
        m_at = end;
    m_out.append(m_source, begin, m_at - begin);
}

void Decoder::accent(char16_t combining, std::size_t begin)
{
    const std::size_t after = m_at;
    const auto base = argument(LongestAccented, m_math);
    // "\'" at the end of a value, "\c" in a path: no accent.
    if (!base || (base->empty() && at(skipSpace(after)) != '{')) {
        m_at = after;
        m_out.append(m_source, begin, after - begin);
        return;
    }
    add(accented(*base, combining));
}

void Decoder::scripted(std::string (*script)(std::string_view))
{
    if (const auto text = argument(LongestScript, m_math))
        add(script(*text));
}

std::optional<std::string> Decoder::argument(std::size_t limit, bool math)
{
    const std::size_t begin = skipSpace(m_at);
    if (begin == m_source.size())
        return std::nullopt;
    std::size_t end = begin + 1;
    std::string_view text;
    if (m_source[begin] == '{') {
        end = m_depth < DeepestGroup ? groupEnd(m_source, begin, limit) : npos;
        if (end == npos)
            return std::nullopt;
        text = m_source.substr(begin + 1, end - begin - 2);
    } else if (m_source[begin] == '\\' && m_depth < DeepestGroup) {
        while (end < m_source.size() && isLetter(m_source[end]))
            ++end;
        end += end == begin + 1 && end < m_source.size() ? 1U : 0U;
        text = m_source.substr(begin, end - begin);
    } else if (m_source[begin] == '}' || m_source[begin] == '\\') {
        return std::nullopt;
    } else {
        end = std::min(begin + characterBytes(m_source[begin]), m_source.size());
        text = m_source.substr(begin, end - begin);
    }
    m_at = end;
    return Decoder{text, m_tex, m_depth + 1}.run(math);
}

/// "$…$" as pandoc tells it from the sign of dollars: no space inside the signs, no digit behind them.
void Decoder::mathematics()
{
    if (m_tex == Tex::Verbatim) {
        m_out += '$';
        ++m_at;
        return;
    }
    const bool display = at(m_at + 1) == '$';
    const std::size_t begin = m_at + (display ? 2U : 1U);
    std::size_t end = begin;
    const std::size_t limit = std::min(m_source.size(), begin + LongestMath);
    while (end < limit && (m_source[end] != '$' || m_source[end - 1] == '\\'))
        ++end;
    const bool closed = end < limit && end > begin;
    if (!closed || m_math || m_depth >= DeepestGroup
        || (!display && (isSpace(m_source[begin]) || isSpace(m_source[end - 1]) || isDigit(at(end + 1))))) {
        m_out += m_math ? "" : "$";
        ++m_at;
        return;
    }
    add(Decoder{m_source.substr(begin, end - begin), m_tex, m_depth + 1}.run(true));
    m_at = end + (display && at(end + 1) == '$' ? 2U : 1U);
}

/// Lines of a value are wrapped where they are indented or stop in the middle of a sentence; else a new one is a new
/// paragraph, as Zotero and Mendeley write them.
void Decoder::whiteSpace()
{
    std::size_t lineEnds = 0;
    bool indented = false;
    for (; m_at < m_source.size() && isSpace(m_source[m_at]); ++m_at) {
        const char c = m_source[m_at];
        const bool lineEnd = c == '\n' || (c == '\r' && at(m_at + 1) != '\n');
        lineEnds += lineEnd ? 1U : 0U;
        if (c != '\r')
            indented = !lineEnd;
    }
    const bool sentenceEnded = !m_out.empty() && std::string_view{".!?:;"}.find(m_out.back()) != npos;
    if (lineEnds > 1 || (lineEnds == 1 && !indented && sentenceEnded)) {
        while (!m_out.empty() && m_out.back() == ' ')
            m_out.pop_back();
        if (!m_out.empty() && m_out.back() != '\n')
            m_out += '\n';
    } else {
        space();
    }
}

void Decoder::space()
{
    const bool isFirst = m_out.empty();
    if (isFirst ? m_depth > 0 : m_out.back() != ' ' && m_out.back() != '\n')
        m_out += ' ';
}

void Decoder::dashes()
{
    std::size_t end = m_at;
    while (at(end) == '-')
        ++end;
    const std::size_t count = end - m_at;
    if (m_tex == Tex::Prose && !m_math && count == 2)
        add("–");
    else if (m_tex == Tex::Prose && !m_math && count == 3)
        add("—");
    else
        m_out.append(m_source, m_at, count);
    m_at = end;
}

void Decoder::quotes()
{
    const char c = m_source[m_at];
    const bool twice = at(m_at + 1) == c && m_tex == Tex::Prose && !m_math;
    if (twice && c == '`') {
        add("“");
        ++m_openQuotes;
        m_at += 2;
    } else if (twice && m_openQuotes > 0) {
        add("”");
        --m_openQuotes;
        m_at += 2;
    } else {
        m_out += c;
        ++m_at;
    }
}

/// A tie keeps two words together; where there is nothing to tie it is the sign for "about".
void Decoder::tie()
{
    const char before = m_out.empty() ? ' ' : m_out.back();
    const char behind = at(m_at + 1);
    const bool about = isSpace(before) || before == '(' || (isDigit(before) && isDigit(behind)) || behind == '\0';
    if (m_tex == Tex::Verbatim || (about && m_depth == 0))
        m_out += '~';
    else
        space();
    ++m_at;
}

} // namespace

std::string fromTex(std::string_view source, Tex tex)
{
    std::string text = Decoder{source, tex, 0}.run(false);
    text = withoutEntities(std::move(text));
    while (!text.empty() && isSpace(text.back()))
        text.pop_back();
    const std::size_t begin = text.find_first_not_of(" \n");
    return begin == 0 || begin == std::string::npos ? text : text.substr(begin);
}

std::size_t groupEnd(std::string_view source, std::size_t at, std::size_t limit)
{
    const std::size_t end = limit < source.size() - at ? at + limit : source.size();
    std::size_t depth = 0;
    for (std::size_t i = at; i < end; ++i) {
        if (source[i] == '\\')
            ++i;
        else if (source[i] == '{')
            ++depth;
        else if (source[i] == '}' && --depth == 0)
            return i + 1;
    }
    return npos;
}

} // namespace winnow::formats
