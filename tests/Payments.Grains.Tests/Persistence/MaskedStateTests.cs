using System.Text;
using System.Text.Json.Nodes;
using Payments.Grains.Persistence;

namespace Payments.Grains.Tests.Persistence;

/// <summary>What operators see of stored states: golden files hold every field of every record.</summary>
public sealed class MaskedStateTests
{
    [Theory]
    [InlineData("merchant", "99999999", "c2VhbGVk", "0a1b2c3d", "shop@example.com", "xpub", "/hook", "/notify", "ZW5k", "YmVm", "/events")]
    [InlineData("delivery", "100.5", "c0ffee", "/notify", "\"fail\"")]
    [InlineData("extended-key", "xpub")]
    [InlineData("order", "member-1", "VIP", "/notify", "/thanks")]
    public void Secrets_and_what_shops_say_of_their_customers_are_masked(string state, params string[] hidden)
    {
        var golden = GoldenFile.Read(state);
        var seen = Mask(golden);
        foreach (var text in hidden)
        {
            golden.Should().Contain(text);
            seen.Should().NotContain(text);
        }
    }

    [Theory]
    [InlineData("merchant", "suspended", "0x52908400098527886e0f7030069857d2e4169ee7", "https://shop.example/***", "7.20", "1767229200123")]
    [InlineData("delivery", "unconfirmed", "https://shop.example/***", "the answer was 500", "\"statusCode\": 500")]
    [InlineData("extended-key", "p2wpkh", "7c9e6679742540de944be07fc1f90ae7")]
    [InlineData("order", "\"status\": \"completed\"", "13970000000000000000", "0xdddddddd", "2026-1", "100.50")]
    [InlineData("wallet-address", "15670000000000000000", "\"takesCoin\": false")]
    [InlineData("chain-watcher", "0xbbbbbbbb", "55000000")]
    [InlineData("endpoint-health", "\"failures\": 5", "HTTP 503")]
    [InlineData("webhook-recovery", "\"total\": 40", "stopped")]
    [InlineData("rate", "7.1905", "okx")]
    public void What_operators_need_is_readable(string state, params string[] shown) => shown.Should().AllSatisfy(text => Mask(GoldenFile.Read(state)).Should().Contain(text));

    [Theory]
    [MemberData(nameof(GoldenStateTests.States), MemberType = typeof(GoldenStateTests))]
    public void A_field_that_nobody_has_thought_about_is_masked(string state) =>
        Mask(GoldenFile.WithUnknown(JsonNode.Parse(GoldenFile.Read(state))!).ToJsonString()).Should().Contain("fromTomorrow").And.NotContain("\"two\"");

    [Fact]
    public void Names_in_a_map_are_the_shops_and_are_not_taken_for_ours() => Mask("""{"headers":{"status":"secret"},"learnedMethods":{"id":"secret"}}""").Should().NotContain("secret");

    private static string Mask(string json) => MaskedState.Of(Encoding.UTF8.GetBytes(json));
}
