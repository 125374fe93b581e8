using System.Globalization;
using Payments.Domain.Identity;
using Payments.Domain.StaticWallets;
using Payments.Domain.Users;

namespace Payments.Domain.Tests.StaticWallets;

/// <summary>What a payment to a static wallet is worth, and what is held.</summary>
public sealed class StaticWalletRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero);

    private static StaticWallet Wallet(string currency = "USDT") =>
        new() { Coin = "USDT", Network = "tron", Currency = currency, CreatedAt = Now, Address = "T1", ProviderId = "p" };

    private static StaticDeposit Deposit(
        StaticDepositState state = StaticDepositState.Paid, decimal? amount = 12.345678m, decimal? dollars = 12.34m, string? coin = "USDT",
        string? network = "tron", string payment = "uuid:tx") => new()
        {
            Reference = "stw_0f8fad5bd9cb469fa16570867728950e_USDT_tron",
            Payment = payment,
            State = state,
            Amount = amount,
            Dollars = dollars,
            Coin = coin,
            Network = network,
            Word = "paid",
        };

    [Fact]
    public void What_came_is_credited_to_its_last_digit_in_the_coin_or_at_the_providers_dollars()
    {
        StaticWalletRules.Judge(Wallet(), Deposit()).Should().Be((12.345678m, null));
        StaticWalletRules.Judge(Wallet("USD"), Deposit()).Should().Be((12.34m, null));
        StaticWalletRules.Judge(Wallet(), Deposit(network: "TRON")).Credit.Should().Be(12.345678m);
        StaticWalletRules.Judge(Wallet(), Deposit(network: null)).Credit.Should().Be(12.345678m);
    }

    [Fact]
    public void Where_there_is_no_money_nothing_happens() =>
        StaticWalletRules.Judge(Wallet(), Deposit(StaticDepositState.NoMoney)).Should().Be((null, null));

    [Theory]
    [InlineData("USDC", "tron", "12", "12", "USDC came, and the wallet is in USDT")]
    [InlineData(null, "tron", "12", "12", "an unnamed coin came, and the wallet is in USDT")]
    [InlineData("USDT", "bsc", "12", "12", "it came on bsc, and the wallet is on tron")]
    [InlineData("USDT", "tron", null, "12", "the provider does not say what it is worth in USDT")]
    [InlineData("USDT", "tron", "0", "12", "the provider does not say what it is worth in USDT")]
    public void What_does_not_fit_is_held_with_its_reason(string? coin, string network, string? amount, string dollars, string why)
    {
        static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
        StaticWalletRules.Judge(Wallet(), Deposit(amount: Number(amount), dollars: Number(dollars), coin: coin, network: network))
            .Should().Be((null, why));
    }

    [Fact]
    public void What_the_provider_keeps_back_and_what_comes_to_a_blocked_wallet_is_held()
    {
        StaticWalletRules.Judge(Wallet(), Deposit(StaticDepositState.Held)).Why.Should().Be("the provider keeps it back: paid");
        StaticWalletRules.Judge(StaticWalletRules.Blocked(Wallet(), Now), Deposit()).Why.Should().Be("the wallet was blocked");
        StaticWalletRules.Judge(Wallet("USD"), Deposit(dollars: null)).Why.Should().Be("the provider does not say what it is worth in USD");
    }

    [Fact]
    public void A_payment_is_held_once_and_at_most_so_many_are()
    {
        var wallet = Wallet();
        for (var i = 0; i < StaticWalletRules.MostHeld; i++)
            wallet = StaticWalletRules.WithHeld(wallet, Deposit(payment: $"uuid:{i}"), "why", Now)!;
        wallet.Held.Should().HaveCount(StaticWalletRules.MostHeld);
        StaticWalletRules.WithHeld(wallet, Deposit(payment: "uuid:0"), "why", Now).Should().BeSameAs(wallet);
        StaticWalletRules.WithHeld(wallet, Deposit(payment: "uuid:new"), "why", Now).Should().BeNull();
        StaticWalletRules.WithoutHeld(wallet, Deposit(payment: "uuid:0")).Held.Should().HaveCount(StaticWalletRules.MostHeld - 1);
        StaticWalletRules.WithoutHeld(wallet, Deposit(payment: "uuid:new")).Should().BeSameAs(wallet);
    }

    [Fact]
    public void What_is_said_last_of_a_held_payment_is_what_it_is_worth()
    {
        var wallet = StaticWalletRules.WithHeld(Wallet(), Deposit(StaticDepositState.Held), "kept back", Now)!;
        StaticWalletRules.WorthOf(wallet, wallet.Held[0].Deposit).Should().Be(12.345678m);
        StaticWalletRules.Refreshed(wallet, Deposit(StaticDepositState.Held), "again").Should().BeSameAs(wallet);
        StaticWalletRules.Refreshed(wallet, Deposit(payment: "uuid:other"), "another").Should().BeSameAs(wallet);
        var returned = StaticWalletRules.Refreshed(wallet, Deposit(StaticDepositState.NoMoney), "sent back");
        (returned.Held.Single().Reason, returned.Held[0].At).Should().Be(("sent back", Now));
        StaticWalletRules.WorthOf(returned, returned.Held[0].Deposit).Should()
            .BeNull("the provider gave it back: a person must say an amount");
    }

    [Theory]
    [InlineData("USDT", "USDT", "12", "11", "12")]
    [InlineData("USD", "USDT", "12", "11", "11")]
    [InlineData("USD", "USDC", "12", "11", "11")]
    [InlineData("USDT", "USDC", "12", "11", null)]
    [InlineData("USDT", "USDT", null, "11", null)]
    [InlineData("USD", "USDT", "12", "0", null)]
    public void A_payment_is_worth_what_the_provider_says_in_what_the_wallet_credits(
        string currency, string coin, string? amount, string dollars, string? worth)
    {
        static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
        StaticWalletRules.WorthOf(Wallet(currency), Deposit(amount: Number(amount), dollars: Number(dollars), coin: coin))
            .Should().Be(Number(worth));
    }

    [Fact]
    public void What_was_dismissed_is_not_held_again_as_it_is_and_the_oldest_dismissals_go_and_come_back()
    {
        var wallet = Wallet();
        IReadOnlyList<DismissedDeposit> leaving = [];
        for (var i = 0; i <= StaticWalletRules.MostDismissed; i++)
        {
            wallet = StaticWalletRules.WithHeld(wallet, Deposit(payment: $"uuid:{i}", coin: "USDC"), "why", Now)!;
            (wallet, leaving) = StaticWalletRules.WithDismissed(wallet, wallet.Held[0], "mine", Now);
        }
        (wallet.Held.Count, wallet.Dismissed.Count).Should().Be((0, StaticWalletRules.MostDismissed));
        StaticWalletRules.WithHeld(wallet, Deposit(payment: "uuid:1", coin: "USDC"), "why", Now).Should().BeSameAs(wallet);
        var oldest = Deposit(payment: "uuid:0", coin: "USDC");
        StaticWalletRules.WithHeld(wallet, oldest, "why", Now)!.Held.Should().ContainSingle();
        var earlier = leaving.Should().ContainSingle().Subject;
        StaticWalletRules.WithHeld(wallet, oldest, "why", Now, earlier).Should().BeSameAs(wallet);
        StaticWalletRules.Judge(wallet, Deposit(payment: "uuid:0"), earlier).Credit.Should().BeNull();
        StaticWalletRules.WithoutHeld(wallet, Deposit(payment: "uuid:1")).Dismissed.Should().HaveCount(StaticWalletRules.MostDismissed - 1);
    }

    [Fact]
    public void What_the_provider_lets_go_after_a_dismissal_is_held_once_more_and_credited_to_nobody_by_itself()
    {
        var kept = StaticWalletRules.WithHeld(Wallet(), Deposit(StaticDepositState.Held), "kept back", Now)!;
        var wallet = StaticWalletRules.WithDismissed(kept, kept.Held[0], "mine", Now).Wallet;
        StaticWalletRules.WithHeld(wallet, Deposit(StaticDepositState.Held), "kept back", Now).Should().BeSameAs(wallet);
        var (credit, why) = StaticWalletRules.Judge(wallet, Deposit());
        (credit, why).Should().Be((null, "it was dismissed, and the provider has let it go since"));
        var again = StaticWalletRules.WithHeld(wallet, Deposit(), why!, Now)!;
        (again.Held.Count, again.Dismissed.Count).Should().Be((1, 0));
    }

    [Fact]
    public void A_held_payment_is_found_by_its_digest_dismissed_or_not()
    {
        var wallet = StaticWalletRules.WithHeld(Wallet(), Deposit(payment: "a"), "why", Now)!;
        var both = StaticWalletRules.WithHeld(wallet, Deposit(payment: "b"), "why", Now)!;
        wallet = StaticWalletRules.WithDismissed(both, both.Held[0], "x", Now).Wallet;
        var all = new UserStaticWallets { Merchant = new MerchantId("m"), User = new UserId("u"), Wallets = [wallet] };
        foreach (var payment in new[] { "a", "b" })
            StaticWalletRules.Find(all, Deposit(payment: payment).Digest)!.Value.Held.Deposit.Payment.Should().Be(payment);
        StaticWalletRules.Find(all, Deposit(payment: "c").Digest).Should().BeNull();
    }

    [Fact]
    public void A_statement_keeps_the_reason_whole_and_is_as_long_as_a_text_may_be()
    {
        StaticWalletRules.TextOf(Wallet(), Deposit(), null).Should().Be("12.345678 USDT on tron, uuid:tx");
        StaticWalletRules.TextOf(Wallet(), Deposit(coin: "USDC"), "agreed").Should().Be("agreed (12.345678 USDC on tron, uuid:tx)");
        var reason = new string('r', UserRules.TextLimit);
        StaticWalletRules.TextOf(Wallet(), Deposit(payment: new string('p', 600)), reason).Should().Be(reason);
    }

    [Fact]
    public void Payments_that_share_a_number_or_an_id_have_keys_of_their_own_that_no_caller_can_take()
    {
        string[] payments = ["a:1", "a:2", "b:1", "a:", new string('x', 500)];
        var keys = payments.Select(payment => Deposit(payment: payment).EntryKey).ToArray();
        keys.Should().OnlyHaveUniqueItems().And.OnlyContain(key => key.Length <= UserKeys.Limit && !UserKeys.IsCallers(key));
    }

    [Fact]
    public void A_number_reads_as_what_it_was_made_of()
    {
        var key = new StaticWalletKey("0f8fad5bd9cb469fa16570867728950e", "USDT", "tron");
        StaticWalletKey.TryParse(key.Reference, out var read).Should().BeTrue();
        read.Should().Be(key);
        StaticWalletKey.UserOf(StaticWalletKey.GrainKeyOf(key.User)).Should().Be(key.User);
        string?[] others =
            [null, "", "stw", "stw_0f_USDT_tron", key.Reference + "_x", key.Reference.ToUpperInvariant(), "stx" + key.Reference[3..]];
        foreach (var wrong in others)
            StaticWalletKey.TryParse(wrong, out _).Should().BeFalse();
        StaticWalletKey.NameOf(new UserId("u")).Should().Contain("\n", "no order's number has one");
    }

    [Fact]
    public void One_wallet_of_several_is_changed_in_its_place()
    {
        var all = new UserStaticWallets
        {
            Merchant = new MerchantId("m"),
            User = new UserId("u"),
            Wallets = [Wallet(), Wallet() with { Network = "bsc" }],
        };
        var next = StaticWalletRules.With(all, all.Wallets[0] with { BlockedAt = Now });
        next.Wallets.Select(wallet => (wallet.Network, wallet.BlockedAt)).Should().Equal(("tron", Now), ("bsc", null));
        StaticWalletRules.With(all, Wallet() with { Coin = "TRX" }).Wallets.Should().HaveCount(3);
    }
}
