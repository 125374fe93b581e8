using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;

namespace Payments.Domain.Tests.Merchants;

public sealed class MerchantRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Start.AddHours(1);

    private static Merchant Shop => new()
    {
        Id = new MerchantId(new string('a', 32)),
        Pid = 1000,
        Name = "Shop",
        Email = "shop@example.com",
        ApiKeyHash = "hash",
        SealedSecret = "sealed",
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    private static Wallet WalletAt(string address, string token = "USDT", string currency = "CNY", decimal? rate = null, string? notifyUrl = null) => new()
    {
        Id = MerchantRules.WalletId(ChainId.Bsc, token, address),
        Chain = ChainId.Bsc,
        Token = token,
        Address = address,
        Currency = currency,
        Rate = rate,
        NotifyUrl = notifyUrl,
        CreatedAt = Start,
    };

    [Fact]
    public void A_wallet_id_depends_on_chain_token_and_address()
    {
        var id = MerchantRules.WalletId(ChainId.Bsc, "USDT", "0xaa");
        id.Should().MatchRegex("^[0-9a-f]{16}$").And.Be(MerchantRules.WalletId(ChainId.Bsc, "USDT", "0xaa"));
        new[]
        {
            id,
            MerchantRules.WalletId(ChainId.Polygon, "USDT", "0xaa"),
            MerchantRules.WalletId(ChainId.Bsc, "USDC", "0xaa"),
            MerchantRules.WalletId(ChainId.Bsc, "USDT", "0xab"),
        }.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Wallets_are_added_at_the_end()
    {
        var one = MerchantRules.AddWallet(Shop, WalletAt("0x1"), Later);
        var two = MerchantRules.AddWallet(one.Merchant, WalletAt("0x2"), Later);

        one.Verdict.Should().Be(WalletVerdict.Changed);
        two.Merchant.Wallets.Select(wallet => wallet.Address).Should().Equal("0x1", "0x2");
        two.Merchant.UpdatedAt.Should().Be(Later);
    }

    [Fact]
    public void The_same_wallet_again_is_a_duplicate_whatever_its_price()
    {
        var before = MerchantRules.AddWallet(Shop, WalletAt("0x1"), Later).Merchant;
        var again = MerchantRules.AddWallet(before, WalletAt("0x1", rate: 7), Later);

        again.Verdict.Should().Be(WalletVerdict.Duplicate);
        again.Merchant.Should().BeSameAs(before);
        again.Wallet!.Rate.Should().BeNull();
    }

    [Fact]
    public void Wallets_are_limited_and_the_last_one_still_fits()
    {
        var shop = Shop;
        for (var i = 0; i < MerchantRules.MaxWallets; i++)
        {
            var added = MerchantRules.AddWallet(shop, WalletAt($"0x{i:x}"), Later);
            added.Verdict.Should().Be(WalletVerdict.Changed);
            shop = added.Merchant;
        }
        MerchantRules.AddWallet(shop, WalletAt("0xffff"), Later).Verdict.Should().Be(WalletVerdict.TooMany);
        MerchantRules.AddWallet(shop, WalletAt("0x1"), Later).Verdict.Should().Be(WalletVerdict.Duplicate);
    }

    [Fact]
    public void Changing_a_wallet_keeps_its_place_and_time()
    {
        var shop = Shop with { Wallets = [WalletAt("0x1"), WalletAt("0x2"), WalletAt("0x3")] };
        var id = shop.Wallets[1].Id;

        var changed = MerchantRules.UpdateWallet(shop, id, WalletAt("0x2", currency: "USD", rate: 1.5m, notifyUrl: "https://shop.example/n") with { CreatedAt = Later }, Later);

        changed.Verdict.Should().Be(WalletVerdict.Changed);
        changed.Merchant.Wallets.Select(wallet => wallet.Address).Should().Equal("0x1", "0x2", "0x3");
        changed.Merchant.Wallets[1].Should().Be(shop.Wallets[1] with { Currency = "USD", Rate = 1.5m, NotifyUrl = "https://shop.example/n" });
    }

    [Fact]
    public void Changing_a_wallet_says_why_it_does_not()
    {
        var shop = Shop with { Wallets = [WalletAt("0x1")] };
        var id = shop.Wallets[0].Id;

        MerchantRules.UpdateWallet(shop, "absent", WalletAt("0x1"), Later).Verdict.Should().Be(WalletVerdict.NotFound);
        MerchantRules.UpdateWallet(shop, id, WalletAt("0x2"), Later).Verdict.Should().Be(WalletVerdict.FixedFields);
        MerchantRules.UpdateWallet(shop, id, WalletAt("0x1", token: "USDC"), Later).Verdict.Should().Be(WalletVerdict.FixedFields);
        MerchantRules.UpdateWallet(shop, id, WalletAt("0x1") with { Chain = ChainId.Polygon }, Later).Verdict.Should().Be(WalletVerdict.FixedFields);
        var same = MerchantRules.UpdateWallet(shop, id, WalletAt("0x1"), Later);
        same.Verdict.Should().Be(WalletVerdict.Unchanged);
        same.Merchant.Should().BeSameAs(shop);
    }

    [Fact]
    public void A_removed_wallet_is_shown_as_it_was()
    {
        var shop = Shop with { Wallets = [WalletAt("0x1"), WalletAt("0x2")] };
        var removed = MerchantRules.RemoveWallet(shop, shop.Wallets[0].Id, Later);

        removed.Verdict.Should().Be(WalletVerdict.Changed);
        removed.Wallet!.Address.Should().Be("0x1");
        removed.Merchant.Wallets.Should().ContainSingle().Which.Address.Should().Be("0x2");
        MerchantRules.RemoveWallet(removed.Merchant, shop.Wallets[0].Id, Later).Verdict.Should().Be(WalletVerdict.NotFound);
    }

    [Fact]
    public void Nulls_leave_the_profile_alone()
    {
        var shop = Shop;
        MerchantRules.Update(shop, null, null, null, null, Later).Should().BeSameAs(shop);
        MerchantRules.Update(shop, "Shop", null, NotifyMethod.Auto, null, Later).Should().BeSameAs(shop);
        MerchantRules.Update(shop, null, null, null, true, Later).Should().Match<Merchant>(polling =>
            polling.Polls && polling.UpdatedAt == Later);
        var renamed = MerchantRules.Update(shop, "New", null, null, null, Later);
        renamed.Should().Be(shop with { Name = "New", UpdatedAt = Later });
        MerchantRules.Update(shop, null, "https://shop.example/w", null, null, Later).WebhookUrl.Should().Be("https://shop.example/w");
    }

    [Theory]
    [InlineData(false, null, null, false)]
    [InlineData(true, null, null, true)]
    [InlineData(false, "payment.completed", null, true)]
    [InlineData(false, "payment.created", null, false)]
    [InlineData(false, "delivery.failing", null, false)]
    [InlineData(false, "payment.completed", 29, true)]
    [InlineData(false, "payment.completed", 31, false)]
    [InlineData(true, "payment.completed", 31, true)]
    public void Who_polls_or_is_told_of_completions_hears_without_a_callback_address(bool polls, string? heard, int? daysOff, bool hears)
    {
        var endpoint = new WebhookEndpoint
        {
            Id = new string('e', 16),
            Url = "https://shop.example/e",
            Events = [heard ?? ""],
            SealedSecret = "sealed",
            CreatedAt = Start,
            OffSince = daysOff is { } days ? Start.AddDays(-days) : null,
        };
        var shop = Shop with { Polls = polls, Endpoints = heard is null ? [] : [endpoint] };
        MerchantRules.HearsWithoutCallback(shop, Start).Should().Be(hears);
    }

    [Fact]
    public void How_recharges_are_served_changes_only_where_it_says_something_else()
    {
        var shop = Shop;
        var wallets = Recharge(shop, RechargeSource.Wallets, "https://shop.example");
        wallets.Should().Match<Merchant>(changed => changed.Recharge!.Source == RechargeSource.Wallets && changed.UpdatedAt == Later);
        Recharge(wallets, RechargeSource.Wallets, "https://shop.example").Should().BeSameAs(wallets);
        Recharge(wallets, RechargeSource.Wallets, "https://other.example").Recharge!.ReturnOrigins.Should().Equal("https://other.example");
        Recharge(shop, RechargeSource.Cryptomus).Should().BeSameAs(shop, "it says what holds anyway");
        Recharge(wallets, RechargeSource.Cryptomus).Recharge.Should().BeNull();
        MerchantRules.Update(wallets, null, null, null, null, Later).Should().BeSameAs(wallets);

        static Merchant Recharge(Merchant merchant, RechargeSource source, params string[] origins) => MerchantRules.Update(
            merchant, null, null, null, null, Later, recharge: new RechargeSettings { Source = source, ReturnOrigins = origins });
    }

    [Theory]
    [InlineData("CNY", "CNY", "7", "7")]
    [InlineData("CNY", "CNY", null, null)]
    [InlineData("USDT", "CNY", "7", "1")]
    [InlineData("USD", "CNY", "7", null)]
    public void A_wallet_says_its_own_price_where_it_has_one(string currency, string priced, string? rate, string? expected)
    {
        var number = System.Globalization.CultureInfo.InvariantCulture;
        var wallet = new Wallet
        {
            Id = "w",
            Chain = ChainId.Bsc,
            Token = "USDT",
            Currency = priced,
            Rate = rate is null ? null : decimal.Parse(rate, number),
            CreatedAt = Later,
        };
        wallet.OwnRate(currency).Should().Be(expected is null ? null : decimal.Parse(expected, number));
    }

    [Fact]
    public void Choosing_a_method_forgets_what_was_learned()
    {
        var learned = MerchantRules.Learn(Shop, "shop.example", NotifyMethod.Get);
        MerchantRules.Update(learned, null, null, NotifyMethod.Auto, null, Later).LearnedMethods.Should().BeEmpty();
        var chosen = MerchantRules.Update(learned, null, null, NotifyMethod.Post, null, Later);
        chosen.LearnedMethods.Should().BeEmpty();
        MerchantRules.Learn(chosen, "shop.example", NotifyMethod.Get).Should().BeSameAs(chosen);
    }

    [Fact]
    public void Learning_the_same_again_changes_nothing()
    {
        var learned = MerchantRules.Learn(Shop, "Shop.Example", NotifyMethod.Get);
        learned.LearnedMethods.Should().Equal(new Dictionary<string, NotifyMethod> { ["shop.example"] = NotifyMethod.Get });
        MerchantRules.Learn(learned, "shop.example", NotifyMethod.Get).Should().BeSameAs(learned);
        MerchantRules.Learn(learned, "shop.example", NotifyMethod.Post).LearnedMethods["shop.example"].Should().Be(NotifyMethod.Post);
        MerchantRules.Learn(learned, "", NotifyMethod.Get).Should().BeSameAs(learned);
        MerchantRules.Learn(learned, new string('h', 254), NotifyMethod.Get).Should().BeSameAs(learned);
        FluentActions.Invoking(() => MerchantRules.Learn(learned, "h", NotifyMethod.Auto)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Only_so_many_hosts_are_remembered_and_the_oldest_goes_first()
    {
        var shop = Enumerable.Range(0, MerchantRules.MaxLearnedHosts).Aggregate(Shop, (merchant, i) => MerchantRules.Learn(merchant, $"h{i}", NotifyMethod.Get));
        shop = MerchantRules.Learn(shop, "h0", NotifyMethod.Post);
        shop = MerchantRules.Learn(shop, "new", NotifyMethod.Get);

        shop.LearnedMethods.Should().HaveCount(MerchantRules.MaxLearnedHosts);
        shop.LearnedMethods.Should().NotContainKey("h1").And.ContainKey("h0").And.ContainKey("h2").And.ContainKey("new");
    }

    [Fact]
    public void A_later_wallet_waits_and_removing_all_first_is_no_way_around()
    {
        var day = TimeSpan.FromDays(1);
        var first = MerchantRules.AddWallet(Shop, WalletAt("0x1"), Later, day);
        first.Wallet!.ActiveFrom.Should().BeNull("a shop without wallets cannot be robbed of payments");
        var second = MerchantRules.AddWallet(first.Merchant, WalletAt("0x2"), Later, day);
        second.Wallet!.ActiveFrom.Should().Be(Later + day);
        second.Merchant.OpenAt(Later).Wallets.Should().Equal(first.Wallet);
        second.Merchant.OpenAt(Later + day).Should().BeSameAs(second.Merchant);
        var emptied = MerchantRules.RemoveWallet(first.Merchant, first.Wallet.Id, Later).Merchant;
        MerchantRules.AddWallet(emptied, WalletAt("0x3"), Later, day).Wallet!.ActiveFrom.Should().Be(Later + day);
        // One from before the time of its first wallet was noted.
        var old = MerchantRules.RemoveWallet(first.Merchant with { FirstWalletAt = null }, first.Wallet.Id, Later).Merchant;
        MerchantRules.AddWallet(old, WalletAt("0x3"), Later, day).Wallet!.ActiveFrom.Should().Be(Later + day);
        MerchantRules.AddWallet(emptied, WalletAt("0x3"), Later).Wallet!.ActiveFrom.Should().BeNull("without the setting nothing waits");
    }

    [Fact]
    public void A_wallet_is_switched_off_and_on_and_its_spread_lowers_the_systems_rate()
    {
        var shop = MerchantRules.AddWallet(Shop, WalletAt("0x1"), Later).Merchant;
        var id = shop.Wallets[0].Id;
        var off = MerchantRules.UpdateWallet(shop, id, WalletAt("0x1") with { IsOff = true, Spread = 1.5m }, Later);
        (off.Verdict, off.Wallet!.IsOff, off.Merchant.OpenAt(Later).Wallets.Count).Should().Be((WalletVerdict.Changed, true, 0));
        off.Wallet.WithSpread(8m).Should().Be(7.88m);
        MerchantRules.UpdateWallet(off.Merchant, id, WalletAt("0x1"), Later).Merchant.OpenAt(Later).Wallets.Should().HaveCount(1);
        shop.Wallets[0].WithSpread(8m).Should().Be(8m);
    }

    [Theory]
    [InlineData("m", "one", null, false)]
    [InlineData("other", "one", null, true)]
    [InlineData("m", "two", null, true)]
    [InlineData("m", "one", 1, true)]
    public void An_account_at_a_provider_that_says_the_same_again_is_no_change(string method, string hash, int? overlapHours, bool isChange)
    {
        MerchantProvider Account(string name, string way, string settings, DateTimeOffset? formerUntil) =>
            new() { Name = name, Methods = [way], SettingsHash = settings, FormerUntil = formerUntil };
        var first = MerchantRules.WithProvider(Shop, Account("p", "m", "one", null), Start);
        var shop = MerchantRules.WithProvider(first, Account("q", "m", "one", null), Start);
        var next = MerchantRules.WithProvider(
            shop, Account("p", method, hash, overlapHours is { } hours ? Later.AddHours(hours) : null), Later);
        ReferenceEquals(next, shop).Should().Be(!isChange);
        next.Providers.Select(provider => provider.Name).Should().Equal("p", "q");
        next.Providers.Select(provider => provider.SavedAt).Should().Equal(isChange ? Later : Start, Start);
        MerchantRules.WithoutProvider(next, "p", Later).Providers.Should().ContainSingle().Which.Name.Should().Be("q");
        MerchantRules.WithoutProvider(next, "r", Later).Should().BeSameAs(next);
    }
}
