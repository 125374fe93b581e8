using System.Diagnostics;
using System.Text;
using Payments.Testing;

namespace Payments.Http.Tests.Faces.CrazyMiner;

/// <summary>The document's two samples, as docs/crazyminer.md has them, run unchanged.</summary>
public sealed class CrazyMinerSampleTests(CrazyMinerGateway gateway) : IClassFixture<CrazyMinerGateway>
{
    [Theory]
    [InlineData("python", "python3", "tests/Support/shops/python/crazyminer.py")]
    [InlineData("javascript", "node", "tests/Support/shops/node/crazyminer.mjs")]
    public async Task A_sample_of_the_document_leads_its_user_to_the_bank(string language, string program, string runner)
    {
        var sample = Sample(language);
        sample.Should().Contain("/crazyminer/payment/create/").And.Contain("payment_url");
        var start = new ProcessStartInfo(program, [Path.Combine(Repository.Root, runner)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        start.Environment["GATEWAY"] = gateway.Host.Url.GetLeftPart(UriPartial.Authority);
        start.Environment["TOKEN"] = gateway.TokenOf(language);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(sample);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        (process.ExitCode, await errors).Should().Be((0, ""), await output);
        (await output).Trim().Should().MatchRegex($"^{gateway.Medogram.Url}payment/gateway-[0-9]+-get$");
        var listed = (await gateway.SendAsync(HttpMethod.Get, "list/", gateway.TokenOf(language))).Body["results"]!.AsArray();
        ((string)listed.Should().ContainSingle().Which!["description"]!, listed[0]!["amount"]!.ToJsonString())
            .Should().Be(("شارژ کیف پول", "100000"));
    }

    /// <summary>The one block of code in a language.</summary>
    private static string Sample(string language)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs/crazyminer.md"));
        var from = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return text[from..text.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
