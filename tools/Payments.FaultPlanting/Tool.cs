using System.Diagnostics;

namespace Payments.FaultPlanting;

/// <summary>What a program said.</summary>
/// <param name="Code">Its exit code; null where its time was over and it was ended.</param>
/// <param name="Output">All that it wrote.</param>
internal readonly record struct Said(int? Code, string Output);

/// <summary>Runs programs.</summary>
internal static class Tool
{
    /// <summary>How long anything but tests may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Runs one to its end, or ends it and all that it started.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="environment">What is set for it beside what is set here.</param>
    public static async Task<Said> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan limit, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var end = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new Said(null, await output);
        }
        return new Said(process.ExitCode, await output + await errors);
    }
}
