using System.Diagnostics;
using System.Text.Json.Nodes;
using Payments.Testing;

namespace Payments.Chains.Tests;

/// <summary>Runs other people's implementations, in Node, as oracles.</summary>
internal static class NodeScript
{
    /// <summary>Runs a script of <c>tests/Support/js</c> with a JSON text as its input, and reads the JSON array that it prints.</summary>
    public static JsonArray Run(string script, JsonArray input) => JsonNode.Parse(RunText(script, input.ToJsonString()))!.AsArray();

    /// <summary>Runs a script of <c>tests/Support/js</c> and returns what it prints.</summary>
    public static string RunText(string script, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "Support", "js"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        return output;
    }
}
