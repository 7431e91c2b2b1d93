-- Requests for wrk: one line of a file each, in order from a given one on; at the end one line of JSON.
-- Arguments: "get" or "post", the file, the first line, and the mean pause before a request of one connection in milliseconds.

local lines, at, method, pause, headers = {}, 0, "GET", 0, {}

function init(arguments)
  for line in io.lines(arguments[2]) do lines[#lines + 1] = line end
  at = tonumber(arguments[3])
  pause = tonumber(arguments[4])
  if arguments[1] == "post" then
    method = "POST"
    headers = { ["Content-Type"] = "application/json", ["Accept"] = "application/json, text/event-stream" }
  end
  math.randomseed(7)
  if pause == 0 then delay = nil end
end

function request()
  at = at + 1
  local line = lines[(at - 1) % #lines + 1]
  if method == "POST" then return wrk.format("POST", "/mcp", headers, line) end
  return wrk.format("GET", line)
end

-- Pauses of random length, as of many askers who know nothing of each other.
function delay()
  return math.floor(-pause * math.log(1 - math.random()) + 0.5)
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.3f, "p50": %.3f, "p99": %.3f, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
