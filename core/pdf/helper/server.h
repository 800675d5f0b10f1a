// The side of the PDF helper that runs Poppler: reads requests, answers them, one after the other.
#pragma once

namespace winnow::pdf {

/// Takes from this process what opening a hostile file might misuse: memory beyond 1 GB, writing files, starting
/// programs, core dumps, outliving Winnow.
void confine();

/// Answers the requests that come on `input` until it ends; the exit status. No event loop, no thread.
[[nodiscard]] int serve(int input, int output);

} // namespace winnow::pdf
