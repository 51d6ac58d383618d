# Tables, series and network as R reads them; in the folder of the exports.
options(warn = 2)  # a warning is an error
has <- function(package) {
  found <- suppressWarnings(requireNamespace(package, quietly = TRUE))
  if (!found) cat("skipped: R has no", package, "\n")
  found
}

series <- read.csv("run/series.csv")
members <- read.csv("run/members.csv")
stopifnot(!anyNA(series$mean), !anyNA(as.Date(paste0(series$month, "-01"))))
gap <- series[series$metric == "eci_gap", ]
of_gap <- members[members$metric == "eci_gap" & members$scenario == "strike, perhaps", ]
means <- tapply(of_gap$value, of_gap$month, mean)
stopifnot(isTRUE(all.equal(as.numeric(means), gap$mean, tolerance = 1e-5)))
fired <- read.csv("run/fired.csv", na.strings = "")
stopifnot(nrow(fired) > 0, !anyNA(as.Date(paste0(fired$announced, "-01"))))
cat("R tables: ok\n")

if (file.exists("study/results/series.nc") && has("ncdf4")) {
  file <- ncdf4::nc_open("study/results/series.nc")
  runs <- read.csv("study/results/runs.csv", check.names = FALSE)
  values <- ncdf4::ncvar_get(file, "eci_gap")  # R has the last dimension first
  stopifnot(identical(dim(values), c(nrow(runs), 12L)))
  stopifnot(isTRUE(all.equal(as.numeric(values[, 12]), runs[["eci_gap@2017-12"]], tolerance = 1e-6)))
  stopifnot(ncdf4::ncatt_get(file, "compute_share_EU_rest", "agent")$value == "EU-rest")
  stopifnot(ncdf4::ncatt_get(file, "factor_price", "units")$value == "k$/H100e")
  ncdf4::nc_close(file)
  cat("R ncdf4: ok\n")
}

if (has("igraph")) {
  graph <- igraph::read_graph("graph.graphml", format = "graphml")
  said <- grep("^[0-9]+ links, ", readLines("graph.txt"), value = TRUE)
  stopifnot(igraph::gsize(graph) == as.integer(sub(" links.*", "", said)))
  stopifnot("TSMC" %in% igraph::V(graph)$label, !any(duplicated(igraph::V(graph)$label)))
  cat("R igraph: ok\n")
}
