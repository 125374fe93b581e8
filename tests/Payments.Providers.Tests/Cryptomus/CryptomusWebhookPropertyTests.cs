using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Payments.Providers.Cryptomus;
using Payments.Providers.Cryptomus.Webhooks;
using Payments.Testing;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>Webhooks against other people's signatures: Node by the manual's recipe, and PHP itself.</summary>
public sealed class CryptomusWebhookPropertyTests
{
    private const string Key = "uK3yTestPaymentKey0123456789abcdefABCDEF";
    private const string Head = """{"type":"payment","uuid":"u","status":"paid",""";
    private const int Cases = 300;

    private static readonly CryptomusWebhookVerifier Verifier = new(TestAccounts.Cryptomus(Key).Read());

    [Fact]
    public async Task What_node_signs_is_taken_and_what_we_sign_node_takes()
    {
        foreach (var data in Bodies(hasOddNumbers: false))
        {
            var signed = await CryptomusOracle.WebhookAsync(data, Key);
            Verifier.Verify(signed).Fault.Should().Be(CryptomusWebhookFault.None, "node signed {0}", Encoding.UTF8.GetString(signed));

            var ours = PhpJson.Reencode(Encoding.UTF8.GetBytes(data))!;
            (await CryptomusOracle.VerifyAsync(Sign(ours), Key)).Should().BeTrue("we signed {0}", Encoding.UTF8.GetString(ours));
            (await CryptomusOracle.SignAsync(ours, Key)).Should().Be(CryptomusSignature.Sign(ours, Key));
            (await CryptomusOracle.SignHeaderAsync(ours, Key)).Should().Be(CryptomusSignature.SignHeader(ours, Key));
        }
    }

    [Theory]
    [InlineData("same")]
    [InlineData("plain")]
    public void What_php_signs_is_taken_however_it_is_sent(string form)
    {
        var bodies = Bodies(hasOddNumbers: true);
        var start = new ProcessStartInfo("php", [Path.Combine(Repository.Root, "tests/Support/shops/php/cryptomus.php"), Key, form])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var php = Process.Start(start)!;
        var written = php.StandardInput.WriteAsync(string.Concat(bodies.Select(body =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes(body)) + "\n")))
            .ContinueWith(_ => php.StandardInput.Close(), TaskScheduler.Default);
        var signed = php.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromBase64String)
            .ToList();
        php.WaitForExit();

        signed.Should().HaveCount(bodies.Count);
        foreach (var body in signed)
            Verifier.Verify(body).Fault.Should().Be(CryptomusWebhookFault.None, "PHP signed {0}", Encoding.UTF8.GetString(body));
        written.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void Whatever_bytes_were_signed_are_taken_wherever_the_signature_stands()
    {
        foreach (var data in Bodies(hasOddNumbers: true))
        {
            var sign = CryptomusSignature.Sign(Encoding.UTF8.GetBytes(data), Key);
            foreach (var sent in new[] { $"{data[..^1]},\"sign\":\"{sign}\"}}", $"{{\"sign\":\"{sign}\",{data[1..]}",
                data.Replace("\"uuid\":\"u\",", $"\"uuid\":\"u\",\"sign\":\"{sign}\",") })
                Verifier.Verify(Encoding.UTF8.GetBytes(sent)).Fault.Should().Be(CryptomusWebhookFault.None, "signed as {0}", sent);
        }
    }

    [Fact]
    public void Writing_again_keeps_what_is_said_and_is_stable()
    {
        foreach (var data in Bodies(hasOddNumbers: true))
        {
            var once = PhpJson.Reencode(Encoding.UTF8.GetBytes(data))!;
            PhpJson.Reencode(once).Should().Equal(once);
            using var before = JsonDocument.Parse(data);
            using var after = JsonDocument.Parse(once);
            JsonElement.DeepEquals(before.RootElement, after.RootElement).Should().BeTrue(data);
        }
    }

    private static byte[] Sign(byte[] data) =>
        Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(data)[..^1]},\"sign\":\"{CryptomusSignature.Sign(data, Key)}\"}}");

    /// <summary>Drawn by a fixed seed, so that a failure can be seen again.</summary>
    private static IReadOnlyList<string> Bodies(bool hasOddNumbers)
    {
        var bodies = JsonBodies.Fields(hasOddNumbers).Sample(Cases, new Rnd(20260101), 10)
            .Select(fields => $"{Head}{fields}\"is_final\":true}}").ToList();
        bodies.Should().HaveCount(Cases);
        return bodies;
    }
}
