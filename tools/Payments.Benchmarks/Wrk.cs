using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Payments.Benchmarks;

/// <summary>What wrk saw.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Slow">Milliseconds within which 99 of 100 were answered.</param>
internal sealed record WrkResult(double Rate, double Slow);

/// <summary>Runs wrk against a local server with prepared bodies, each sent once.</summary>
internal static partial class Wrk
{
    private const string Script = """
        local thread = 0
        function setup(t) t:set("id", thread); thread = thread + 1 end
        function init(args)
          requests = {}
          local headers = { ["Content-Type"] = args[2], ["X-API-Key"] = args[3] }
          local n = 0
          for line in io.lines(args[1]) do
            if n % 2 == id then requests[#requests + 1] = wrk.format("POST", nil, headers, line) end
            n = n + 1
          end
          at = 0
        end
        function request()
          at = at % #requests + 1
          return requests[at]
        end
        """;

    /// <summary>Forms. Requests that ended in 2xx or 3xx; anything else is an error of the run.</summary>
    public static Task<WrkResult> RunAsync(string url, string bodies, int connections, int seconds) =>
        RunAsync(url, [bodies, "application/x-www-form-urlencoded"], connections, seconds);

    /// <summary>JSON bodies of a merchant.</summary>
    public static Task<WrkResult> RunJsonAsync(string url, string bodies, string apiKey, int connections, int seconds) =>
        RunAsync(url, [bodies, "application/json", apiKey], connections, seconds);

    private static async Task<WrkResult> RunAsync(string url, string[] arguments, int connections, int seconds)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Script);
        try
        {
            var start = new ProcessStartInfo("wrk", ["-t2", $"-c{connections}", $"-d{seconds}s", "--latency", "--timeout", "20s", "-s",
                script, url, "--", .. arguments])
            { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal)) throw new InvalidOperationException(output);
            var slow = Slow().Match(output);
            var unit = slow.Groups[2].Value switch
            {
                "us" => 0.001,
                "ms" => 1,
                "s" => 1000,
                var other =>
                throw new FormatException($"A time in '{other}'.")
            };
            return new WrkResult(Number(Rate().Match(output)), Number(slow) * unit);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"99%\s+([\d.]+)(\w+)")]
    private static partial Regex Slow();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}
