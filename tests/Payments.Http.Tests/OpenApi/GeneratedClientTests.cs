using System.Diagnostics;
using System.Text.Json.Nodes;
using Payments.Domain.Money;
using Payments.Testing;
using Payments.Testing.Gateway.Documents;

namespace Payments.Http.Tests.OpenApi;

/// <summary>A client that was generated from the documents alone drives the whole flow: its types are what the gateway answers.</summary>
public sealed class GeneratedClientTests(ScriptedGateway gateway) : IClassFixture<ScriptedGateway>
{
    private const int Decimals = 18;

    [Fact]
    public async Task A_generated_client_takes_a_payment_from_the_registration_to_its_end()
    {
        var start = new ProcessStartInfo("node",
            [
                Path.Combine(Repository.Root, "tests/Support/js/client-flow.mjs"), Path.Combine(Repository.Root, ApiDocument.Folder),
                gateway.Host.Url.GetLeftPart(UriPartial.Authority),
            ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        var asked = await NextAsync();
        ((string)asked["token"]!, (string)asked["stage"]!).Should().Be(("USDC", "waiting"));
        TokenAmount.TryParse((string)asked["amount"]!, Decimals, out var units).Should().BeTrue();
        gateway.Chain.Pay(((string)asked["address"]!).ToLowerInvariant(), "USDC", units);
        gateway.Chain.Mine();

        var paid = await NextAsync();
        ((string)paid["status"]!, (string)paid["stage"]!, (bool)paid["final"]!).Should().Be(("completed", "completed", true));
        ((string)paid["received"]!).Should().Be((string)asked["amount"]!);
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.Should().Be(0, await errors);

        async Task<JsonNode> NextAsync() => await process.StandardOutput.ReadLineAsync(patience.Token) is { } line
            ? JsonNode.Parse(line)!
            : throw new InvalidOperationException($"The client ended: {await errors}");
    }
}
