using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Payments.Testing;

namespace Payments.Http.Tests.Import;

/// <summary>Fernet tokens by Python's cryptography, which shares no code with the product.</summary>
internal static class FernetTokens
{
    /// <summary>A token for each text.</summary>
    /// <param name="secretKey">Django's key.</param>
    /// <param name="twice">Whether it is written as base64 once more.</param>
    /// <param name="texts">The texts.</param>
    public static async Task<string[]> MakeAsync(string secretKey, bool twice, params string[] texts)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(Repository.Root, "tests/Support/python/fernet.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        using var process = Process.Start(start)!;
        foreach (var text in texts)
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { secret_key = secretKey, text, twice }));
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        (process.ExitCode, await errors).Should().Be((0, ""));
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
