// The PRISMA 2020 flow: what must add up, and the diagram as data.
//
// Boxes and wording: Page MJ et al., BMJ 2021;372:n71 and the PRISMA2020 R package's CSV (data rows).
#pragma once

#include "core/base/result.h"
#include "core/model/flow.h"
