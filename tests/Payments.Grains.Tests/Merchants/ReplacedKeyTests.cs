using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;

namespace Payments.Grains.Tests.Merchants;

/// <summary>A command carries the hash of the key that its caller used; the merchant compares it in its own turn.</summary>
public sealed class ReplacedKeyTests : MerchantHost
{
    private static readonly SaveWallet Wish = new()
    {
        Chain = ChainId.Bsc,
        Token = "USDT",
        Address = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
        Currency = "CNY",
        Rate = 7m
    };

    [Fact]
    public async Task One_key_gives_new_keys_once()
    {
        var used = ApiKeys.Hash((await Merchant().RegisterAsync(Registration))!.ApiKey);
        var issued = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Merchant().IssueKeysAsync(secretToo: true, used)));
        var keys = issued.Where(keys => keys is not null).Should().ContainSingle().Subject!;
        (await Merchant().GetAsync())!.Merchant.ApiKeyHash.Should().Be(ApiKeys.Hash(keys.ApiKey));
    }

    [Fact]
    public async Task A_replaced_key_changes_nothing_and_the_present_one_does()
    {
        var old = ApiKeys.Hash((await Merchant().RegisterAsync(Registration))!.ApiKey);
        var present = ApiKeys.Hash((await Merchant().IssueKeysAsync(secretToo: false, old))!.ApiKey);
        var writes = Host.Storage.Writes;

        (await Merchant().UpdateAsync(new UpdateMerchant { Name = "Thief" }, old)).Should().BeNull();
        (await Merchant().AddWalletAsync(Wish, old)).Outcome.Should().Be(WalletOutcome.KeyReplaced);
        (await Merchant().UpdateWalletAsync("x", Wish, old)).Outcome.Should().Be(WalletOutcome.KeyReplaced);
        (await Merchant().RemoveWalletAsync("x", old)).Outcome.Should().Be(WalletOutcome.KeyReplaced);
        Host.Storage.Writes.Should().Be(writes);

        (await Merchant().UpdateAsync(new UpdateMerchant { Name = "New" }, present))!.Name.Should().Be("New");
        (await Merchant().RemoveWalletAsync("x", present)).Outcome.Should().Be(WalletOutcome.NotFound);
    }
}
