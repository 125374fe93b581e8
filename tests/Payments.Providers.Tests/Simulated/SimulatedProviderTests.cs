using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Charges;
using Payments.Domain.Settings;
using Payments.Providers.Common;
using Payments.Providers.Simulated;
using Payments.Testing;

namespace Payments.Providers.Tests.Simulated;

/// <summary>Simulated payments pass through their states by the clock alone, and are there by name alone.</summary>
public sealed class SimulatedProviderTests
{
    private const string Reference = "aaaaaaaaaaaaaaaaaaaaaaaaaa_1";

    private static readonly IReadOnlyDictionary<string, string> NoHints = new Dictionary<string, string>();
    private static readonly ProviderAccount Account = TestAccounts.Of("simulated", ("enabled", "true"));

    private readonly ManualTimeProvider time = new();

    private SimulatedProvider Provider => new(time);

    [Theory]
    [InlineData("USD", "10", null, "10", "USDT", "tron")]
    [InlineData("USD", "10", "BTC", "0.00016667", "BTC", "btc")]
    [InlineData("CNY", "70", "USDC", "9.8", "USDC", "eth")]
    [InlineData("BTC", "1", "ETH", "20", "ETH", "eth")]
    public async Task A_payment_is_begun_at_made_up_rates_and_names_itself(
        string currency, string money, string? coin, string amount, string shown, string network)
    {
        var made = (await CreateAsync(decimal.Parse(money, System.Globalization.CultureInfo.InvariantCulture), currency, coin)).News!;
        (made.State, made.Front!.PayerAmount, made.Front.PayerCurrency, made.Front.Network).Should()
            .Be((ChargeState.Open, amount, shown, network));
        (made.Front.Address, made.Front.Url, made.Word).Should().Be(($"SIMULATED-{Reference}", null, "simulated"));
    }

    [Theory]
    [InlineData("XYZ", null)]
    [InlineData("USD", "DOGE")]
    public async Task What_has_no_made_up_rate_is_refused(string currency, string? coin) =>
        (await CreateAsync(10m, currency, coin)).Outcome.Should().Be(ProviderOutcome.Refused);

    [Theory]
    [InlineData(0, ChargeState.Open)]
    [InlineData(9, ChargeState.Open)]
    [InlineData(10, ChargeState.Seen)]
    [InlineData(24, ChargeState.Seen)]
    [InlineData(25, ChargeState.Paid)]
    [InlineData(90000, ChargeState.Paid)]
    public async Task It_is_seen_and_then_paid_as_time_passes(int seconds, ChargeState state)
    {
        var id = (await CreateAsync(10m, "USD", null)).News!.ProviderId;
        time.Advance(TimeSpan.FromSeconds(seconds));
        var query = new ChargeQuery(Reference, id, 10m, "USD", NoHints);
        // Another process says the same.
        var news = (await Provider.QueryAsync(Account, query, default)).News!;
        (news.State, news.Paid).Should().Be((state, state == ChargeState.Paid ? 10m : null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("simulated-")]
    [InlineData("simulated-1x")]
    [InlineData("2f0c")]
    public async Task What_was_never_begun_is_never_paid(string? id)
    {
        var answer = await new SimulatedProvider(time).QueryAsync(Account, new ChargeQuery(Reference, id, 10m, "USD", NoHints), default);
        answer.Outcome.Should().Be(ProviderOutcome.NotFound);
    }

    [Fact]
    public void No_notice_pays_anything()
    {
        var notice = new ProviderNotice("POST", "", NoHints, "paid"u8.ToArray());
        var reading = new SimulatedProvider(time).Read(Account, notice, time.GetUtcNow());
        (reading.Verdict, reading.News).Should().Be((NoticeVerdict.Malformed, null));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("false", 0)]
    [InlineData("true", 1)]
    public void It_is_there_where_the_setting_says_so(string? value, int count)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time);
        services.AddSimulatedPayments(Settings(value)).Should().Be(count == 1);
        services.BuildServiceProvider().GetServices<IPaymentProvider>().Should().HaveCount(count);
    }

    [Fact]
    public void A_misspelt_setting_stops_the_start() =>
        new ServiceCollection().Invoking(services => services.AddSimulatedPayments(Settings("on"))).Should().Throw<SettingException>()
            .WithMessage("Setting Providers:Simulated:Enabled is 'on': expected true or false.");

    private static IConfiguration Settings(string? value) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { [SimulatedProvider.Switch] = value }).Build();

    private Task<ChargeAnswer> CreateAsync(decimal amount, string currency, string? coin) => Provider.CreateAsync(Account, new ChargeOrder
    {
        Reference = Reference,
        Method = SimulatedProvider.MethodName,
        Amount = amount,
        Currency = currency,
        Subject = "",
        ExpiresAt = time.GetUtcNow().AddHours(1),
        Now = time.GetUtcNow(),
        NotifyUrl = "https://pay.example/notify",
        PayerCurrency = coin,
    }, default);
}
