// The messages between Winnow and its PDF helper. Neither side trusts the other: everything is bounded and checked.
//
// A message is its length (4 bytes, big endian), then QDataStream fields. The client asks one thing at a time; the
// answer bears the question's number.
#pragma once

#include "core/pdf/mark.h"
#include "core/pdf/page.h"
#include "core/pdf/pagetext.h"

#include <QByteArray>
#include <QImage>

#include <cstdint>
#include <optional>

namespace winnow::pdf {

enum class Ask : std::uint8_t { Open = 1, Render = 2, Text = 3, Links = 4, Outline = 5, Marks = 6, Copy = 7 };

/// Why a file cannot be opened. The client puts it into words: no sentence is taken from the helper.
enum class Trouble : std::uint8_t {
    None = 0,
    NotFound,
    NoAccess,
    Empty,
    WebPage, ///< HTML saved under a PDF's name
    NotPdf,
    Truncated,
    Damaged,
    NoPages,
    TooManyPages,
    Locked, ///< a password is needed
    WrongPassword,
    // Not of a file, but of a page:
    NoPage,
    TooLarge, ///< more pixels than may be asked for
    OutOfMemory,
    // Of a copy:
    NotesForbidden, ///< by who locked the file
};

struct Request {
    quint32 number = 0;
    Ask what = Ask::Open;
    QString path; ///< Open
    QString password; ///< Open
    int page = 0; ///< all but Open and Outline
    Tile tile; ///< Render
    std::vector<Mark> marks; ///< Copy
};

/// What the helper says of a file it has opened.
struct Opened {
    std::vector<PageInfo> pages;
    QString title; ///< by the file's own metadata; often junk
    QString about; ///< what else its metadata say: the subject, and DOIs among its properties (XMP)
    bool repaired = false; ///< its table of contents of objects was broken and has been guessed
    bool operator==(const Opened&) const = default;
};

/// One of the parts is filled, by what was asked. A copy comes in several answers; an empty piece is the end of it.
struct Answer {
    quint32 number = 0;
    Ask what = Ask::Open;
    Trouble trouble = Trouble::None;
    Opened opened;
    QImage image;
    std::vector<RawWord> words;
    std::vector<Link> links;
    std::vector<OutlineEntry> outline;
    FileMarks marks;
    QByteArray piece; ///< of a copy
};

inline constexpr int LengthBytes = 4;
inline constexpr quint32 MaxRequestBytes = 64U << 20U; // marks with their comments
inline constexpr quint32 MaxAnswerBytes = 4U * static_cast<quint32>(MaxTilePixels) + 4096U;

/// With its length in front.
[[nodiscard]] QByteArray encode(const Request& request);
[[nodiscard]] QByteArray encode(const Answer& answer);
/// The same in two parts, without a copy of the image: the message but for its pixels, and these.
[[nodiscard]] QByteArray encodeHead(const Answer& answer);
[[nodiscard]] QByteArrayView pixelsOf(const Answer& answer);
/// Of what follows the length; none if it is malformed in any way.
[[nodiscard]] std::optional<Request> decodeRequest(const QByteArray& message);
[[nodiscard]] std::optional<Answer> decodeAnswer(const QByteArray& message);
[[nodiscard]] quint32 messageLength(const char* lengthBytes);

} // namespace winnow::pdf
