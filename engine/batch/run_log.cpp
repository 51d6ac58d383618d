// Records: mark, length, checksum, kind, body.
#include "engine/batch/run_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/crc.hpp>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace chokepoint {
namespace {

constexpr std::uint32_t mark = 0x6e75'5273;  // begins each record
constexpr std::size_t head_size = 12;        // mark, length of kind and body, checksum
constexpr std::uint32_t longest = 1U << 28U;
constexpr std::size_t block = 1U << 16U;

std::uint32_t checksum(const char* data, std::size_t size) {
  boost::crc_32_type crc;
  crc.process_bytes(data, size);
  return crc.checksum();
}

template <class T>
void put_to(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
template <class T>
T take_from(const std::string& in, std::size_t at) {
  T value{};
  std::memcpy(&value, in.data() + at, sizeof value);
  return value;
}

// Body of an end: key, index, status, seconds, kilobytes, ended, counts of reason, outputs, series, then these.
constexpr std::size_t index_at = 16, status_at = 24, seconds_at = 25, kilobytes_at = 33, ended_at = 41, counts_at = 49,
                      values_at = 61;

template <class T>
std::vector<T> values_from(const std::string& in, std::size_t& at, std::size_t count) {
  std::vector<T> out(count);
  if (count > 0) std::memcpy(out.data(), in.data() + at, count * sizeof(T));
  at += count * sizeof(T);
  return out;
}

}  // namespace

const std::vector<std::string>& run_status_names() {
  static const std::vector<std::string> names = {"ok", "failed", "crashed", "timeout", "memory", "lost", "stopped"};
  return names;
}

std::uint64_t now_milliseconds() {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count());
}

LogWriter::LogWriter(const std::filesystem::path& file, const std::string& header)
    : name_(file.string()), file_(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)) {
  if (file_ < 0) throw LogError(fmt::format("cannot make {}: {}", name_, std::strerror(errno)));
  if (::lseek(file_, 0, SEEK_END) == 0) put('H', header);
}

LogWriter::~LogWriter() {
  if (file_ >= 0) ::close(file_);
}

void LogWriter::put(char kind, const std::string& body) {
  std::string out;
  out.reserve(head_size + 1 + body.size());
  put_to(out, mark), put_to(out, static_cast<std::uint32_t>(body.size() + 1)), put_to(out, std::uint32_t{0});
  out += kind;
  out += body;
  const std::uint32_t sum = checksum(out.data() + head_size, out.size() - head_size);
  std::memcpy(out.data() + 8, &sum, sizeof sum);
  for (std::size_t done = 0; done < out.size();) {
    const ssize_t wrote = ::write(file_, out.data() + done, out.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) {
      const std::string why = fmt::format("cannot write {}: {}", name_, std::strerror(errno));
      if (began_at_ >= 0) (void)!::ftruncate(file_, began_at_);
      throw LogError(why);
    }
    done += static_cast<std::size_t>(wrote);
  }
}

void LogWriter::start(const ContentKey& key, std::uint64_t index) {
  std::string body;
  put_to(body, key.high), put_to(body, key.low), put_to(body, index);
  began_at_ = ::lseek(file_, 0, SEEK_END);
  put('S', body);
}

void LogWriter::end(const RunRecord& r) {
  std::string body;
  put_to(body, r.key.high), put_to(body, r.key.low), put_to(body, r.index), put_to(body, r.status),
      put_to(body, r.seconds), put_to(body, r.kilobytes), put_to(body, r.ended);
  for (const std::size_t count : {r.reason.size(), r.outputs.size(), r.series.size()})
    put_to(body, static_cast<std::uint32_t>(count));
  body += r.reason;
  body.append(reinterpret_cast<const char*>(r.outputs.data()), r.outputs.size() * sizeof(double));
  body.append(reinterpret_cast<const char*>(r.series.data()), r.series.size() * sizeof(float));
  put('E', body);
  began_at_ = -1;
}

void LogWriter::sync() { (void)::fdatasync(file_); }

LogReader::LogReader(const std::filesystem::path& file, std::uint64_t offset)
    : file_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)), next_(offset) {
  if (file_ >= 0) (void)::lseek(file_, static_cast<off_t>(offset), SEEK_SET);
}

LogReader::~LogReader() {
  if (file_ >= 0) ::close(file_);
}

void LogReader::seek(std::uint64_t offset) {
  if (offset >= next_ && offset - next_ <= buffer_.size() - used_) {
    used_ += offset - next_;
  } else {
    buffer_.clear(), used_ = 0;
    if (file_ >= 0) (void)::lseek(file_, static_cast<off_t>(offset), SEEK_SET);
  }
  next_ = offset;
}

/// Whether so many bytes follow in the buffer; reads on if they don't.
bool LogReader::fill(std::size_t bytes) {
  while (buffer_.size() - used_ < bytes) {
    buffer_.erase(0, used_);
    used_ = 0;
    const std::size_t had = buffer_.size(), wanted = std::max(block, bytes - had);
    buffer_.resize(had + wanted);
    const ssize_t got = file_ < 0 ? 0 : ::read(file_, buffer_.data() + had, wanted);
    buffer_.resize(had + static_cast<std::size_t>(std::max<ssize_t>(0, got)));
    if (got <= 0) return buffer_.size() >= bytes;
  }
  return true;
}

LogReader::Kind LogReader::next() {
  while (fill(head_size)) {
    const auto length = take_from<std::uint32_t>(buffer_, used_ + 4);
    const bool framed = take_from<std::uint32_t>(buffer_, used_) == mark && length > 0 && length < longest;
    if (framed && fill(head_size + length) &&
        checksum(buffer_.data() + used_ + head_size, length) == take_from<std::uint32_t>(buffer_, used_ + 8)) {
      const char kind = buffer_[used_ + head_size];
      body_ = buffer_.substr(used_ + head_size + 1, length - 1);
      at_ = next_;
      used_ += head_size + length;
      next_ += head_size + length;
      if (kind == 'H') return Kind::header;
      if (kind == 'S' && body_.size() >= status_at) return Kind::start;
      if (kind == 'E' && body_.size() >= values_at) return Kind::end;
      continue;
    }
    ++used_, ++next_, ++skipped_;  // torn: look for the next mark
  }
  skipped_ += buffer_.size() - used_;
  used_ = buffer_.size();
  return Kind::nothing;
}

ContentKey LogReader::key() const { return {take_from<std::uint64_t>(body_, 0), take_from<std::uint64_t>(body_, 8)}; }
std::uint64_t LogReader::index() const { return take_from<std::uint64_t>(body_, index_at); }
RunStatus LogReader::status() const {
  return static_cast<RunStatus>(
      std::min<std::size_t>(take_from<std::uint8_t>(body_, status_at), run_status_names().size() - 1));
}
double LogReader::seconds() const { return take_from<double>(body_, seconds_at); }
std::uint64_t LogReader::ended() const { return take_from<std::uint64_t>(body_, ended_at); }

RunRecord LogReader::record() const {
  RunRecord out{key(),   index(), status(), seconds(), take_from<std::uint64_t>(body_, kilobytes_at),
                ended(), {},      {},       {}};
  std::size_t counts[3];
  for (std::size_t k = 0; k < 3; ++k) counts[k] = take_from<std::uint32_t>(body_, counts_at + 4 * k);
  std::size_t at = values_at;
  if (at + counts[0] + counts[1] * sizeof(double) + counts[2] * sizeof(float) != body_.size()) return out;
  out.reason = body_.substr(at, counts[0]);
  at += counts[0];
  out.outputs = values_from<double>(body_, at, counts[1]);
  out.series = values_from<float>(body_, at, counts[2]);
  return out;
}

}  // namespace chokepoint
