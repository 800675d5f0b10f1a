// A value, or the reason there is none.
#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <utility>

namespace winnow {

/// What went wrong, in the terms a caller can act on. Add a kind only when some caller treats it differently.
enum class ErrorKind {
    InvalidInput, ///< what the user gave cannot be used
    NotFound,
    Conflict,
    Busy, ///< somebody else holds it
    ReadOnly, ///< it can be read and not written
    NewerFormat, ///< made by a newer Winnow
    Corrupt,
    Full, ///< the disk is full
    Io,
    Unsupported,
    Cancelled,
    Internal,
};

/// Travels in a Result from where something failed to whoever can act or tell the user.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString
        message; ///< One plain sentence for the person at the screen: what failed, where, what was kept, what to do.
    QString detail; ///< For the log and for "Details…": SQL, SQLite's own words, errno.
};

template <typename T = void> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, QString message, QString detail = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(message), std::move(detail)});
}

/// For TRY: tl::expected 1.0.0 has no value() for void.
inline void takeValue(Result<>&&) { }
template <typename T> T takeValue(Result<T>&& result)
{
    return *std::move(result);
}

} // namespace winnow

/// Gives the value of a Result, or returns its error from the enclosing function.
#define TRY(expression)                                                                                                \
    __extension__({                                                                                                    \
        auto tryResult_ = (expression);                                                                                \
        if (!tryResult_)                                                                                               \
            return tl::unexpected<::winnow::Error>(std::move(tryResult_).error());                                     \
        ::winnow::takeValue(std::move(tryResult_));                                                                    \
    })
