using Payments.Providers.Common;

namespace Payments.Providers.Tests.WeChat;

/// <summary>Profit sharing, against the stand-in, which decrypts names by Node.</summary>
public sealed class WeChatSharingTests(WeChatLab lab) : IClassFixture<WeChatLab>
{
    private static readonly ShareReceiver Store = new("MERCHANT_ID", "1900000109", "张三的店", "STORE");
    private static readonly ShareReceiver Person = new("PERSONAL_OPENID", "oPerson123", null, "PARTNER");

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_charge_is_shared_returned_and_released()
    {
        var id = await lab.PaidAsync("share_01", 10.00m, isShared: true);
        var charge = WeChatLab.Query("share_01", 10.00m, id);
        (await lab.Provider.AddReceiverAsync(lab.Account, Store, None)).Outcome.Should().Be(ProviderOutcome.Done);
        (await lab.Provider.AddReceiverAsync(lab.Account, Store, None)).Outcome.Should().Be(ProviderOutcome.Done, "known is no fault");
        var share = new ShareOrder("S-1", charge, [new SharePart(Store, 2.00m, "store"), new SharePart(Person, 0.50m, "partner")],
            IsLast: false);
        (await lab.Provider.ShareAsync(lab.Account, share, None)).Outcome.Should().Be(ProviderOutcome.Refused, "a minute has not gone by");
        lab.Time.Advance(lab.Provider.Terms.Wait);

        var shared = await lab.Provider.ShareAsync(lab.Account, share, None);
        shared.Outcome.Should().Be(ProviderOutcome.Done, shared.Reason);
        shared.State.Should().Be(ShareState.Done);
        shared.Parts.Select(part => (part.Account, part.Amount, part.State, part.Reason)).Should().Equal(
            (Store.Account, 2.00m, ShareState.Done, null),
            (Person.Account, 0.50m, ShareState.Failed, "NO_RELATION"));
        (await lab.Provider.ShareAsync(lab.Account, share, None)).ProviderId.Should().Be(shared.ProviderId);
        (await lab.Provider.QueryShareAsync(lab.Account, share, None)).Parts.Should().BeEquivalentTo(shared.Parts);
        (await lab.Client.GetUnsplitAsync(id, None)).Should().BeOfType<ProviderAnswer<long>.Ok>().Which.Value.Should().Be(750);

        var back = new ShareReturn("B-1", "S-1", charge, Store, 2.00m, "refund");
        (await lab.Provider.ReturnShareAsync(lab.Account, back, None)).State.Should().Be(ShareState.Done);
        (await lab.Provider.QueryShareReturnAsync(lab.Account, back, None)).State.Should().Be(ShareState.Done);
        var never = await lab.Provider.ReturnShareAsync(lab.Account, back with { Number = "B-2", From = Person }, None);
        (never.Outcome, never.Reason).Should()
            .Be((ProviderOutcome.Refused, "return_mchid: a merchant's number; only merchants return their part"));
        var broke = await lab.Provider.ReturnShareAsync(lab.Account, back with { Number = "B-3", Amount = 3.00m }, None);
        (broke.State, broke.Reason).Should().Be((ShareState.Failed, "BALANCE_NOT_ENOUGH"));

        (await lab.Provider.ReleaseAsync(lab.Account, new ShareRelease("U-1", charge, "done"), None)).State.Should().Be(ShareState.Done);
        (await lab.Provider.ShareAsync(lab.Account, share with { Number = "S-2" }, None)).Outcome.Should().Be(ProviderOutcome.Refused);
        (await lab.Provider.RemoveReceiverAsync(lab.Account, Store, None)).Outcome.Should().Be(ProviderOutcome.Done);
    }

    [Fact]
    public async Task Names_are_encrypted_for_the_public_key_where_there_is_one()
    {
        var answer = await lab.Provider.AddReceiverAsync(lab.PublicKeyAccount(), Store with { Account = "1900000110" }, None);

        answer.Outcome.Should().Be(ProviderOutcome.Done, answer.Reason);
        lab.Sandbox.Requests.Last(request => request.Target == "/v3/profitsharing/receivers/add").Body
            .Should().NotContain("张三").And.NotContain("\\u5F20");
    }

    [Fact]
    public async Task What_would_be_refused_is_not_sent()
    {
        var before = lab.Sandbox.Requests.Count;
        var unpaid = new ShareOrder("S-3", WeChatLab.Query("share_03"), [new SharePart(Store, 1.00m, "x")], true);
        var paid = unpaid with { Charge = WeChatLab.Query("share_03", id: "4200001") };

        (await lab.Provider.ShareAsync(lab.Account, unpaid, None)).Reason.Should().Contain("not paid");
        (await lab.Provider.ShareAsync(lab.Account, paid with { Parts = [new SharePart(Store, 0.005m, "x")] }, None))
            .Reason.Should().Contain("fen");
        (await lab.Provider.ShareAsync(lab.Account, paid with { Parts = [] }, None)).Reason.Should().Contain("receivers");
        (await lab.Provider.AddReceiverAsync(lab.Account, Store with { Name = null }, None)).Reason.Should().Contain("name");
        (await lab.Provider.AddReceiverAsync(lab.Account, Store with { Kind = "CARD" }, None)).Reason.Should().Contain("type");
        lab.Sandbox.Requests.Count.Should().Be(before);
        Store.ToString().Should().NotContain("张三");
    }

    [Fact]
    public async Task A_charge_that_is_not_to_be_shared_cannot_be()
    {
        var id = await lab.PaidAsync("share_04");
        lab.Time.Advance(lab.Provider.Terms.Wait);

        var answer = await lab.Provider.ShareAsync(
            lab.Account, new ShareOrder("S-4", WeChatLab.Query("share_04", id: id), [new SharePart(Store, 0.10m, "x")], true), None);

        (answer.Outcome, answer.Reason).Should().Be((ProviderOutcome.Refused, "RULELIMIT: 非分账订单不支持分账"));
    }
}
