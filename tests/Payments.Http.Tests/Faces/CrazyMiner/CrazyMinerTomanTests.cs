using System.Net;
using System.Text.Json.Nodes;

namespace Payments.Http.Tests.Faces.CrazyMiner;

/// <summary>A gateway whose face counts in tomans.</summary>
public sealed class TomanGateway : CrazyMinerGateway
{
    protected override IReadOnlyDictionary<string, string?> More { get; } =
        new Dictionary<string, string?> { ["CrazyMiner:Currency"] = "IRT" };
}

/// <summary>Tomans on the face and in wallets, rials at the bank.</summary>
public sealed class CrazyMinerTomanTests(TomanGateway gateway) : IClassFixture<TomanGateway>
{
    [Fact]
    public async Task The_bank_is_asked_for_ten_rials_a_toman()
    {
        var created = await gateway.CreateAsync("toman", 100);
        var sent = JsonNode.Parse(gateway.Medogram.Requests.Last().Body)!;
        sent["amount"]!.ToJsonString().Should().Be("1000");
        (await gateway.CallBackAsync(await gateway.ActAsync(created))).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.BalanceAsync("toman")).Should().Be("100 IRT");
        (await gateway.SendAsync(HttpMethod.Post, "create/", gateway.TokenOf("toman"), """{"amount":99.9}""")).Status
            .Should().Be(HttpStatusCode.BadRequest, "999 rials are below the bank's least");
    }
}
