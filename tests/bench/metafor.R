# The same as stats_bench.cpp by R's metafor (Debian: r-cran-metafor): Rscript tests/bench/metafor.R
# CPU time a call, in milliseconds; ten runs at 10 and 100 studies, one at 1,000. 10,000 would take about an hour.
suppressMessages(library(metafor))

made <- function(k) {
  set.seed(1)
  v <- runif(k, 0.01, 0.2)
  data.frame(yi = 0.3 + rnorm(k) * sqrt(0.1 + v), vi = v)
}

timed <- function(name, k, runs, work) {
  used <- system.time(for (i in seq_len(runs)) work())
  cat(sprintf("%-20s %6d  %10.2f ms\n", name, k, 1000 * sum(used[1:2]) / runs))
}

for (k in c(10, 100, 1000)) {
  d <- made(k)
  timed("forest", k, if (k < 1000) 10 else 1, function() {
    fit <- rma(yi, vi, data = d, test = "knha")
    predict(fit)
    weights(fit)
    confint(fit)
  })
  if (k > 100) next
  fit <- rma(yi, vi, data = d)
  timed("withoutEach", k, 1, function() leave1out(fit))
  timed("oneByOne", k, 1, function() cumul(fit, order = d$vi))
  timed("influenceOfEach", k, 1, function() influence(fit))
  timed("asymmetry", k, 1, function() { regtest(fit, model = "lm"); suppressWarnings(ranktest(fit)); trimfill(fit) })
}
