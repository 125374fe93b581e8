using System.Diagnostics;
using System.Text;

namespace Payments.Testing.Shops;

/// <summary>
/// A receiver of 188Pay's or WoPay's callbacks in another language: checks one a line, as the document's sample in that language does.
/// </summary>
public sealed class CallbackChecker : IAsyncDisposable
{
    private readonly Process process;

    private CallbackChecker(Process process) => this.process = process;

    /// <summary>WoPay's receiver: a line is JSON with the <c>body</c> and the <c>signature</c>.</summary>
    public const string WoPay = "wopay";

    /// <summary>Program and script by language, those of 188Pay but for <see cref="WoPay"/>.</summary>
    public static readonly IReadOnlyDictionary<string, (string Program, string Script)> Languages = new Dictionary<string, (string, string)>
    {
        ["php"] = ("php", "php/pay188.php"),
        ["node"] = ("node", "node/pay188.js"),
        ["python"] = ("python3", "python/pay188.py"),
        [WoPay] = ("node", "node/wopay.js"),
    };

    /// <summary>Starts a receiver that knows the key.</summary>
    public static CallbackChecker Start(string language, string key)
    {
        var (program, script) = Languages[language];
        var start = new ProcessStartInfo(program, [Path.Combine(Repository.Root, "tests/Support/shops", script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        start.Environment["SHOP_KEY"] = key;
        return new CallbackChecker(Process.Start(start)!);
    }

    /// <summary>The answer to each body, <c>success</c> or <c>fail</c>, in order.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(IReadOnlyList<string> bodies)
    {
        // Reading goes on beside the writing, so that neither pipe can fill up and stop both.
        var answers = Task.Run(async () =>
        {
            var lines = new List<string>(bodies.Count);
            while (lines.Count < bodies.Count)
                lines.Add(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The receiver ended."));
            return lines;
        });
        foreach (var body in bodies) await process.StandardInput.WriteAsync(body + "\n");
        await process.StandardInput.FlushAsync();
        return await answers;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
