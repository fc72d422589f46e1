# Read CSV files as the README says, and write them again where R was started.
for (file in commandArgs(trailingOnly = TRUE)) {
  table <- read.csv(file, colClasses = c(code = "character"), encoding = "UTF-8")
  write.csv(table, basename(file), row.names = FALSE, na = "", fileEncoding = "UTF-8")
}
