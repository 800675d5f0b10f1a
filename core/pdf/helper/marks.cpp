#include "core/pdf/helper/marks.h"

#include "core/pdf/helper/pageplace.h"

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include <QDateTime>
#include <QFile>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace winnow::pdf {

namespace {

using Object = QPDFObjectHandle;

constexpr double NoteSize = 18; ///< points: the sheet that stands for a note
constexpr int Printed = 4; ///< the flag without which an annotation is not printed

void openIn(QPDF& file, const QString& path, const QString& password)
{
    file.setSuppressWarnings(true);
    file.processFile(QFile::encodeName(path).constData(), password.toUtf8().constData());
}

/// Runs `work`; what libqpdf throws over a file is a trouble of the file.
template <typename Work> Trouble guarded(Work work)
{
    try {
        return work();
    } catch (const QPDFExc& problem) {
        return problem.getErrorCode() == qpdf_e_password ? Trouble::Locked : Trouble::Damaged;
    } catch (const std::bad_alloc&) {
        return Trouble::OutOfMemory;
    } catch (const std::exception&) {
        return Trouble::Damaged;
    }
}

QString textOf(Object value)
{
    return value.isString() ? QString::fromStdString(value.getUTF8Value()).left(MaxMarkText) : QString{};
}

std::string nameOf(Object value)
{
    return value.isName() ? value.getName() : std::string{};
}

/// "D:20141231235959+01'00'", of which anything after the year may be missing.
std::int64_t timeOf(Object value)
{
    static const QRegularExpression form{
        QStringLiteral(R"(^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?)?)")};
    const auto match = form.match(textOf(value).left(40));
    if (!match.hasMatch())
        return 0;
    const auto part = [&](int index, int otherwise) {
        return match.captured(index).isEmpty() ? otherwise : match.captured(index).toInt();
    };
    const QDateTime local(
        QDate(part(1, 0), part(2, 1), part(3, 1)), QTime(part(4, 0), part(5, 0), part(6, 0)), Qt::UTC);
    if (!local.isValid())
        return 0;
    const int minutes = part(8, 0) * 60 + part(9, 0);
    return local.toMSecsSinceEpoch() - (match.captured(7) == u'-' ? -minutes : minutes) * std::int64_t{60'000};
}

Object dateOf(std::int64_t ms)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    return Object::newString(at.toString(QStringLiteral("'D:'yyyyMMddHHmmss'Z'")).toStdString());
}

std::uint32_t channel(double share)
{
    return static_cast<std::uint32_t>(std::lround(std::clamp(std::isfinite(share) ? share : 0, 0.0, 1.0) * 255));
}

std::uint32_t colourOf(Object value)
{
    std::vector<double> parts;
    if (value.isArray())
        for (int i = 0; i < std::min(value.getArrayNItems(), 4); ++i)
            parts.push_back(value.getArrayItem(i).isNumber() ? value.getArrayItem(i).getNumericValue() : 0);
    if (parts.size() == 1)
        parts.assign(3, parts.front());
    if (parts.size() == 4)
        parts = {(1 - parts[0]) * (1 - parts[3]), (1 - parts[1]) * (1 - parts[3]), (1 - parts[2]) * (1 - parts[3])};
    if (parts.size() != 3)
        return Mark{}.colour;
    return channel(parts[0]) << 16U | channel(parts[1]) << 8U | channel(parts[2]);
}

std::vector<double> numbersOf(Object value, int most)
{
    std::vector<double> numbers;
    if (!value.isArray())
        return numbers;
    for (int i = 0; i < std::min(value.getArrayNItems(), most); ++i) {
        const Object number = value.getArrayItem(i);
        numbers.push_back(Object(number).isNumber() ? Object(number).getNumericValue() : std::nan(""));
    }
    return numbers;
}

struct KindAndForm {
    AnnotationKind kind = AnnotationKind::Highlight;
    MarkForm form = MarkForm::AsKind;
};

/// What an annotation is to us; none for links, forms and other things that nobody marks with.
std::optional<KindAndForm> kindOf(const std::string& subtype)
{
    using enum AnnotationKind;
    static const std::map<std::string, KindAndForm> kinds{{"/Highlight", {Highlight, MarkForm::AsKind}},
        {"/Underline", {Underline, MarkForm::AsKind}}, {"/Squiggly", {Underline, MarkForm::Squiggly}},
        {"/StrikeOut", {Underline, MarkForm::StruckOut}}, {"/Text", {Note, MarkForm::AsKind}},
        {"/FreeText", {Note, MarkForm::Other}}, {"/Square", {Area, MarkForm::AsKind}},
        {"/Circle", {Area, MarkForm::Other}}, {"/Polygon", {Area, MarkForm::Other}}};
    const auto found = kinds.find(subtype);
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

bool marksWords(AnnotationKind kind)
{
    return kind == AnnotationKind::Highlight || kind == AnnotationKind::Underline;
}

std::optional<Mark> markOf(Object annotation, const PagePlace& place, int page)
{
    if (!annotation.isDictionary())
        return {};
    const auto kind = kindOf(nameOf(annotation.getKey("/Subtype")));
    if (!kind)
        return {};
    Mark mark;
    mark.kind = kind->kind;
    mark.form = kind->form;
    mark.page = page;
    if (marksWords(mark.kind)) {
        const auto quads = numbersOf(annotation.getKey("/QuadPoints"), static_cast<int>(8 * MaxMarkRects));
        for (std::size_t at = 0; at + 8 <= quads.size(); at += 8)
            if (const auto rect = place.shown({quads.begin() + static_cast<std::ptrdiff_t>(at), 8}))
                mark.rects.push_back(*rect);
    }
    if (mark.rects.empty())
        if (const auto rect = place.shown(numbersOf(annotation.getKey("/Rect"), 4)))
            mark.rects.push_back(*rect);
    if (mark.rects.empty())
        return {};
    mark.name = textOf(annotation.getKey("/NM")).left(200);
    mark.comment = textOf(annotation.getKey("/Contents"));
    mark.author = textOf(annotation.getKey("/T")).left(200).simplified();
    mark.subject = textOf(annotation.getKey("/Subj")).left(200).simplified();
    mark.colour = colourOf(annotation.getKey("/C"));
    mark.changed = timeOf(annotation.getKey("/M"));
    mark.made = timeOf(annotation.getKey("/CreationDate"));
    return mark;
}

bool isSigned(QPDF& file)
{
    for (Object object : file.getAllObjects())
        if (object.isDictionary() && object.hasKey("/ByteRange") && object.hasKey("/Contents"))
            return true;
    return false;
}

// Writing -------------------------------------------------------------------------------------------------------------

std::string number(double value)
{
    return QByteArray::number(value, 'f', 3).toStdString();
}

std::string colourWords(std::uint32_t colour)
{
    return number((colour >> 16U & 255U) / 255.0) + ' ' + number((colour >> 8U & 255U) / 255.0) + ' '
        + number((colour & 255U) / 255.0);
}

std::string polygon(const std::vector<QPointF>& corners)
{
    std::string out;
    for (const QPointF& corner : corners)
        out += number(corner.x()) + ' ' + number(corner.y()) + (out.empty() ? " m " : " l ");
    return out + "h ";
}

/// A part of the page as a polygon in the file's coordinates.
std::string shape(const PagePlace& place, const PageRect& rect)
{
    const auto corners = place.corners(rect); // the two below come in the order of quads
    return polygon({corners[0], corners[1], corners[3], corners[2]});
}

/// The bottom of a line of words.
PageRect strokeUnder(const PageRect& rect)
{
    const double height = rect.height * 0.08;
    return {rect.left, rect.top + rect.height - height, rect.width, height};
}

/// A sheet with lines of writing; as large wherever the page is turned.
std::string sheet(const PagePlace& place, const PageRect& rect)
{
    std::string out = shape(place, rect) + "B 0 G 0 g ";
    for (const double at : {0.25, 0.5, 0.75})
        out += shape(place,
                   {rect.left + rect.width * 0.2, rect.top + rect.height * (at - 0.03), rect.width * 0.6,
                       rect.height * 0.06})
            + "f ";
    return out;
}

PageRect noteRect(const PagePlace& place, const PageRect& rect)
{
    const QSizeF size = place.shownSize();
    const double width = std::min(1.0, NoteSize / size.width());
    const double height = std::min(1.0, NoteSize / size.height());
    return {std::min(rect.left, 1 - width), std::min(rect.top, 1 - height), width, height};
}

std::string drawing(const Mark& mark, const PagePlace& place)
{
    const std::string colour = colourWords(mark.colour);
    switch (mark.kind) {
    case AnnotationKind::Note:
        return colour + " rg 0.3 G 0.7 w " + sheet(place, mark.rects.front());
    case AnnotationKind::Area:
        return colour + " RG 1.5 w " + shape(place, mark.rects.front()) + "S";
    case AnnotationKind::Highlight:
    case AnnotationKind::Underline:
        break;
    }
    std::string out = "/Blend gs " + colour + " rg ";
    for (const PageRect& rect : mark.rects)
        out += shape(place, mark.kind == AnnotationKind::Underline ? strokeUnder(rect) : rect) + "f ";
    return out;
}

Object boxOf(const QRectF& box)
{
    Object out = Object::newArray();
    for (const double side : {box.left(), box.top(), box.right(), box.bottom()})
        out.appendItem(Object::newReal(number(side)));
    return out;
}

/// What every reader shows, whatever it would draw by itself.
Object appearanceOf(QPDF& file, const Mark& mark, const PagePlace& place, const QRectF& box)
{
    Object stream = file.newStream(drawing(mark, place));
    Object dictionary = stream.getDict();
    dictionary.replaceKey("/Type", Object::newName("/XObject"));
    dictionary.replaceKey("/Subtype", Object::newName("/Form"));
    dictionary.replaceKey("/BBox", boxOf(box));
    dictionary.replaceKey(
        "/Resources", Object::parse("<< /ExtGState << /Blend << /Type /ExtGState /BM /Multiply >> >> >>"));
    Object appearance = Object::newDictionary();
    appearance.replaceKey("/N", stream);
    return appearance;
}

const char* subtypeOf(AnnotationKind kind)
{
    switch (kind) {
    case AnnotationKind::Underline:
        return "/Underline";
    case AnnotationKind::Note:
        return "/Text";
    case AnnotationKind::Area:
        return "/Square";
    case AnnotationKind::Highlight:
        break;
    }
    return "/Highlight";
}

/// In no file yet.
Object annotationOf(QPDF& file, Object page, Mark mark, const PagePlace& place)
{
    if (mark.kind == AnnotationKind::Note)
        mark.rects = {noteRect(place, mark.rects.front())};
    QRectF box;
    Object quads = Object::newArray();
    for (const PageRect& rect : mark.rects)
        for (const QPointF& corner : place.corners(rect)) {
            quads.appendItem(Object::newReal(number(corner.x())));
            quads.appendItem(Object::newReal(number(corner.y())));
            box = box.isNull() ? QRectF(corner, corner).adjusted(0, 0, 1e-6, 1e-6)
                               : QRectF(QPointF(std::min(box.left(), corner.x()), std::min(box.top(), corner.y())),
                                     QPointF(std::max(box.right(), corner.x()), std::max(box.bottom(), corner.y())));
        }
    if (!marksWords(mark.kind))
        box.adjust(-1, -1, 1, 1); // half of the line lies outside
    Object out = Object::newDictionary();
    out.replaceKey("/Type", Object::newName("/Annot"));
    out.replaceKey("/Subtype", Object::newName(subtypeOf(mark.kind)));
    out.replaceKey("/Rect", boxOf(box));
    if (marksWords(mark.kind))
        out.replaceKey("/QuadPoints", quads);
    if (mark.kind == AnnotationKind::Note)
        out.replaceKey("/Name", Object::newName("/Note"));
    out.replaceKey("/C", Object::parse("[" + colourWords(mark.colour) + "]"));
    out.replaceKey("/F", Object::newInteger(Printed));
    out.replaceKey("/P", page);
    const auto say = [&](const char* key, const QString& words) {
        if (!words.isEmpty())
            out.replaceKey(key, Object::newUnicodeString(words.toStdString()));
    };
    say("/Contents", mark.comment);
    say("/T", mark.author);
    say("/Subj", mark.subject);
    say("/NM", mark.name);
    if (mark.made != 0)
        out.replaceKey("/CreationDate", dateOf(mark.made));
    if (mark.changed != 0)
        out.replaceKey("/M", dateOf(mark.changed));
    out.replaceKey("/AP", appearanceOf(file, mark, place, box));
    return out;
}

/// Whether ours says all that the file's own does: ours by its name, or alike at the same place.
bool replaces(const Mark& ours, const Mark& there)
{
    if (!ours.name.isEmpty() && ours.name == there.name)
        return true;
    return there.form == MarkForm::AsKind && ours.kind == there.kind && samePlace(ours.rects, there.rects);
}

/// The file's own annotations of a page, sorted out.
struct Before {
    std::vector<Object> kept;
    std::map<std::size_t, Object> places; ///< the objects that some of ours take over, by index
    std::vector<QPDFObjGen> replaced;
};

Before sortOut(QPDF& file, Object page, int index, const std::vector<Mark>& marks)
{
    const PagePlace place(page);
    Before before;
    Object all = page.getKey("/Annots");
    for (int i = 0; all.isArray() && i < all.getArrayNItems(); ++i) {
        Object one = all.getArrayItem(i);
        const auto there = markOf(one, place, index);
        const auto by =
            there ? std::ranges::find_if(marks, [&](const Mark& ours) { return replaces(ours, *there); }) : marks.end();
        if (by == marks.end()) {
            before.kept.push_back(one);
        } else if (one.isIndirect()) {
            before.replaced.push_back(one.getObjGen());
            const bool first = before.places.emplace(static_cast<std::size_t>(by - marks.begin()), one).second;
            if (!first)
                file.replaceObject(one.getObjGen(), Object::newNull());
        }
    }
    return before;
}

void mark(QPDF& file, Object page, int index, const std::vector<Mark>& marks)
{
    const Before before = sortOut(file, page, index, marks);
    Object annotations = Object::newArray();
    for (Object one : before.kept) {
        Object parent = one.isDictionary() ? one.getKey("/Parent") : Object::newNull();
        const bool poppedUp =
            parent.isIndirect() && std::ranges::find(before.replaced, parent.getObjGen()) != before.replaced.end();
        if (!poppedUp) // the window of one that is replaced
            annotations.appendItem(one);
    }
    const PagePlace place(page);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        Object made = annotationOf(file, page, marks[i], place);
        if (const auto old = before.places.find(i); old != before.places.end()) {
            // Under the same number: answers to it stay answers, and nothing leads to its former words.
            const QPDFObjGen number = Object(old->second).getObjGen();
            file.replaceObject(number, made);
            annotations.appendItem(file.getObject(number));
        } else {
            annotations.appendItem(file.makeIndirectObject(made));
        }
    }
    page.replaceKey("/Annots", annotations);
}

/// Hands on what the writer writes, in pieces of some size.
class Pieces : public Pipeline {
public:
    explicit Pieces(const TakePiece& take)
        : Pipeline("pieces", nullptr)
        , m_take(take)
    {
    }
    void write(const unsigned char* data, std::size_t length) override
    {
        m_piece.append(reinterpret_cast<const char*>(data), static_cast<qsizetype>(length));
        if (m_piece.size() >= 256 * 1024)
            finish();
    }
    void finish() override
    {
        if (!m_piece.isEmpty() && !m_take(m_piece))
            throw std::runtime_error("nobody reads");
        m_piece.clear();
    }

private:
    const TakePiece& m_take;
    QByteArray m_piece;
};

} // namespace

Trouble readMarks(const QString& path, const QString& password, FileMarks& found)
{
    return guarded([&] {
        QPDF file;
        openIn(file, path, password);
        found.isSigned = isSigned(file);
        found.copyAllowed = file.allowModifyAnnotation();
        int index = 0;
        for (Object page : file.getAllPages()) {
            Object annotations = page.getKey("/Annots");
            if (annotations.isArray()) {
                const PagePlace place(page);
                for (int i = 0; i < annotations.getArrayNItems() && found.marks.size() < MaxMarks; ++i)
                    if (auto mark = markOf(annotations.getArrayItem(i), place, index))
                        found.marks.push_back(std::move(*mark));
            }
            ++index;
        }
        return Trouble::None;
    });
}

Trouble writeMarked(const QString& path, const QString& password, const std::vector<Mark>& marks, const TakePiece& take)
{
    return guarded([&] {
        QPDF file;
        openIn(file, path, password);
        if (!file.allowModifyAnnotation())
            return Trouble::NotesForbidden;
        std::map<int, std::vector<Mark>> byPage;
        for (const Mark& one : marks)
            byPage[one.page].push_back(one);
        std::vector<Object> pages = file.getAllPages();
        for (const auto& [index, ours] : byPage) {
            if (index < 0 || index >= static_cast<int>(pages.size()))
                return Trouble::NoPage;
            mark(file, pages[static_cast<std::size_t>(index)], index, ours);
        }
        Pieces pieces(take);
        QPDFWriter writer(file);
        writer.setOutputPipeline(&pieces);
        writer.write();
        pieces.finish();
        return Trouble::None;
    });
}

} // namespace winnow::pdf
