using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Payments.Contracts.Charges;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Grains.Identity;
using Payments.Providers.Common;

namespace Payments.Grains.Charges;

/// <summary>What an order needs of providers: which way to pay it may take, and the calls, each within a time and counted.</summary>
public sealed partial class ChargeBook(
    ProviderCatalog catalog, ProviderAccounts accounts, PayerBox payers, ProviderMetrics metrics, TimeProvider time,
    ILogger<ChargeBook> logger)
{
    private static readonly IReadOnlyDictionary<string, string> NoHints = new Dictionary<string, string>();

    /// <summary>The provider of a way to pay that a merchant offers for a currency; null where it does not.</summary>
    public IPaymentProvider? ProviderOf(Merchant merchant, string method, string currency) =>
        Offers(merchant, method, currency) ? catalog.FindMethod(method)?.Provider : null;

    /// <summary>Whether a merchant offers a way to pay, or any where none is named, for a currency.</summary>
    public bool Offers(Merchant merchant, string? method, string currency) =>
        accounts.MethodsFor(merchant, currency).Any(offered => method is null || offered.Name == method);

    /// <summary>The currency of an order that names none and whose merchant has no wallet: the first that a way to pay takes.</summary>
    public string? CurrencyOf(Merchant merchant, string? method)
    {
        foreach (var currency in Currencies)
            if (Offers(merchant, method, currency)) return currency;
        return null;
    }

    /// <summary>Whether a charge's provider can be asked where it stands.</summary>
    public bool IsAskable(string provider, bool hasHints) => catalog.Find(provider) is { Abilities: var can } &&
        (can.HasFlag(ProviderAbilities.Query) || hasHints && can.HasFlag(ProviderAbilities.QueryWithHints));

    /// <summary>Makes a charge at its provider.</summary>
    public Task<ChargeAnswer> CreateAsync(Order order, Charge charge, StartCharge wish)
    {
        var made = new ChargeOrder
        {
            Reference = charge.Reference,
            Method = charge.Method,
            Amount = charge.Amount,
            Currency = charge.Currency,
            Subject = order.Terms.Subject ?? order.Number,
            ExpiresAt = charge.ExpiresAt,
            Now = time.GetUtcNow(),
            NotifyUrl = $"{wish.PublicUrl}/notify/{charge.Provider}/{order.Merchant.Value}",
            ReturnUrl = wish.ReturnUrl ?? $"{wish.PublicUrl}/cashier/back/{charge.Provider}/{charge.Reference}",
            PayerAddress = wish.PayerAddress,
            PayerId = wish.PayerId,
            PayerCurrency = wish.PayerCurrency,
            Network = wish.Network,
            IsShared = charge.Sharing is not null,
        };
        return CallAsync(order, charge, "create", (provider, account, token) =>
            provider.CreateAsync(account, made with { Payer = payers.Open(order) }, token));
    }

    /// <summary>Asks where a charge stands; one of an order that takes no money any more is ended there, where its provider can.</summary>
    public Task<ChargeAnswer> AskAsync(Order order, Charge charge)
    {
        var query = QueryOf(charge);
        var isToEnd = charge.State == ChargeState.Open && !OrderRules.TakesMoney(order) &&
            catalog.Find(charge.Provider)!.Abilities.HasFlag(ProviderAbilities.Close);
        return isToEnd
            ? CallAsync(order, charge, "close", (provider, account, token) => provider.CloseAsync(account, query, token))
            : CallAsync(order, charge, "query", (provider, account, token) => provider.QueryAsync(account, query, token));
    }

    /// <summary>Whether a merchant's charges at a provider go by the account of this owner.</summary>
    public async ValueTask<bool> GoesByAsync(MerchantId merchant, string provider, MerchantId? owner) =>
        await accounts.FindAsync(merchant, provider) is { } account && account.Owner == owner;

    /// <summary>Counts the charges that came to another state by a change of their order.</summary>
    public void Note(Order before, Order next)
    {
        for (var i = 0; i < next.Charges.Count; i++)
            if (i >= before.Charges.Count || before.Charges[i].State != next.Charges[i].State)
                metrics.Came(next.Charges[i].Provider, next.Charges[i].State);
    }

    /// <summary>Currencies of orders, the most usual one first.</summary>
    private static IReadOnlyList<string> Currencies { get; } = ["CNY", "USD", "USDT", MoneyBounds.Rial, MoneyBounds.Toman];

    private static ChargeQuery QueryOf(Charge charge) =>
        new(charge.Reference, charge.ProviderId, charge.Amount, charge.Currency, charge.Hints ?? NoHints);

    private static Charge ChargeOf(Order order, string reference) =>
        order.Charges.First(candidate => candidate.Reference == reference);

    private Task<ChargeAnswer> CallAsync(
        Order order, Charge charge, string call, Func<IPaymentProvider, ProviderAccount, CancellationToken, Task<ChargeAnswer>> act) =>
        CallAsync(order, charge.Provider, charge.Reference, call, act, ChargeAnswer.Unknown, answer => (answer.Outcome, answer.Reason));

    private async Task<T> CallAsync<T>(
        Order order, string name, string reference, string call,
        Func<IPaymentProvider, ProviderAccount, CancellationToken, Task<T>> act, Func<string, T> unknown,
        Func<T, (ProviderOutcome Outcome, string? Reason)> read)
    {
        if (catalog.Find(name) is not { } provider) return unknown($"there is no provider {name} in this version");
        if (await accounts.FindAsync(order.Merchant, name) is not { } account)
            return unknown($"the account at {name} is not there any more");
        var began = Stopwatch.GetTimestamp();
        T answer;
        try
        {
            answer = await ProviderCalls.WithinAsync(time, token => act(provider, account, token), unknown);
        }
        catch (Exception exception)
        {
            LogFault(logger, name, call, order.Id, exception);
            answer = unknown("the call failed");
        }
        var (outcome, reason) = read(answer);
        metrics.Called(name, call, outcome, Stopwatch.GetElapsedTime(began));
        // A trade that its payer has not opened is unknown at Alipay: poll after poll says so.
        var level = outcome == ProviderOutcome.NotFound ? LogLevel.Debug : LogLevel.Warning;
        if (outcome != ProviderOutcome.Done) LogRefused(logger, level, name, call, order.Id, reference, outcome, reason);
        return answer;
    }

    [LoggerMessage(LogLevel.Error, "The call {Call} to {Provider} for order {Order} failed in a way that it should not")]
    private static partial void LogFault(ILogger logger, string provider, string call, OrderId order, Exception exception);

    [LoggerMessage("{Provider}: {Call} for order {Order}, number {Reference}: {Outcome}, {Reason}")]
    private static partial void LogRefused(
        ILogger logger, LogLevel level, string provider, string call, OrderId order, string reference, ProviderOutcome outcome,
        string? reason);
}
