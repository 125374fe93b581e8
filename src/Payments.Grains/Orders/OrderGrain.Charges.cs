using Payments.Contracts.Charges;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Grains.Persistence;
using Payments.Providers.Common;
using Payments.Storage.States;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    /// <inheritdoc />
    public async Task<ChargeResult> StartChargeAsync(StartCharge command)
    {
        if (await FindAsync() is not { } order) return new ChargeResult { Outcome = StartChargeOutcome.NotFound };
        var merchant = (await merchants.FindAsync(order.Merchant))?.Merchant;
        if (merchant is null || charges.ProviderOf(merchant, command.Method, order.Currency) is not { } provider)
            return Refused(StartChargeOutcome.NoMethod, order, $"this merchant does not offer {command.Method} for {order.Currency}");

        var wish = ChargeOf(order, merchant, provider.Name, command);
        var charge = OrderRules.ChargeToShow(order, wish, Now);
        if (charge is { State: not ChargeState.Opening })
            return new ChargeResult { Outcome = StartChargeOutcome.Existing, Order = order, Charge = charge };
        if (charge is null)
        {
            if (!OrderRules.TakesCharges(order, Now))
                return Refused(StartChargeOutcome.NotOpen, order, "the order does not wait for its first payment");
            charge = wish;
            order = OrderRules.WithCharge(order, charge, charges.IsAskable(provider.Name, hasHints: false), Now);
            await SaveAsync(order);
        }
        var answer = await charges.CreateAsync(order, charge, command);
        var next = await CommitAnswerAsync(order, charge, answer, isCreation: true);
        var made = next.Charges.First(candidate => candidate.Reference == charge.Reference);
        return answer.Outcome switch
        {
            ProviderOutcome.Done => new ChargeResult { Outcome = StartChargeOutcome.Started, Order = next, Charge = made },
            ProviderOutcome.Unknown => Refused(StartChargeOutcome.Unknown, next, answer.Reason),
            ProviderOutcome.Refused or ProviderOutcome.NotFound => Refused(StartChargeOutcome.Refused, next, answer.Reason),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    /// <inheritdoc />
    public async Task<ChargeOutcome> AcceptChargeAsync(string provider, MerchantId? owner, ChargeNews news)
    {
        if (await stored.FindAsync() is not { } order) return ChargeOutcome.NotFound;
        // A right signature by somebody else's account says nothing of this order.
        if (!await charges.GoesByAsync(order.Merchant, provider, owner)) return ChargeOutcome.NotFound;
        var (outcome, next) = OrderRules.ApplyCharge(order, provider, news, IsAskable(order, provider, news.Reference), Now);
        if (outcome == ChargeOutcome.Mismatch) LogMismatch(logger, order.Id, provider, news.Reference);
        if (!ReferenceEquals(next, order))
            next = OrderRules.Logged(next, news.Reference, PaymentLogKind.Callback, $"the provider says {Told(news)}", Now);
        if (!await TryCommitAsync(order, next, news.Reference)) return outcome;
        await CreditAsync();
        HandOverSoon();
        return outcome;
    }

    /// <inheritdoc />
    public async Task<Order?> AskChargeAsync(string provider, string reference, IReadOnlyDictionary<string, string> hints)
    {
        if (await stored.FindAsync() is not { } order) return null;
        if (!order.Charges.Any(one => one.Reference == reference && one.Provider == provider)) return null;
        // Kept first: a provider that cannot be asked without them must be asked again after a crash.
        var hinted = hints.Count == 0 ? order : OrderRules.Hinted(order, reference, hints, Now);
        if (!ReferenceEquals(hinted, order)) await SaveAsync(hinted);
        var charge = hinted.Charges.First(one => one.Reference == reference);
        if (!charge.IsLive || !charges.IsAskable(provider, charge.Hints is not null)) return hinted;
        return await CommitAnswerAsync(hinted, charge, await charges.AskAsync(hinted, charge), isCreation: false);
    }

    /// <summary>Asks the providers of all charges that are due.</summary>
    private async Task<Order> AskDueChargesAsync(Order order)
    {
        foreach (var charge in OrderRules.ChargesToAsk(order, Now).ToArray())
            order = await CommitAnswerAsync(order, charge, await charges.AskAsync(order, charge), isCreation: false);
        return order;
    }

    private async Task<Order> CommitAnswerAsync(Order order, Charge charge, ChargeAnswer answer, bool isCreation)
    {
        var isAskable = charges.IsAskable(charge.Provider, charge.Hints is not null);
        var next = answer switch
        {
            { Outcome: ProviderOutcome.Done, News: { } news } => OrderRules.ApplyCharge(order, charge.Provider, news, isAskable, Now).Order,
            { Outcome: ProviderOutcome.Refused, Reason: { } why } when isCreation =>
                OrderRules.ChargeRefused(order, charge.Reference, why, Now),
            _ => order,
        };
        // Whatever the provider said, a charge that is not over is asked again, later each time.
        next = OrderRules.Asked(next, charge.Reference, isAskable, answer.Reason, Now);
        await CommitChargesAsync(order, WithAnswerLogged(next, charge, answer, isCreation), charge.Reference);
        return stored.State.Value!;
    }

    /// <summary>With a line about an answer; of polls that say what was known, none, unless a payer's return is being verified.</summary>
    private Order WithAnswerLogged(Order order, Charge charge, ChargeAnswer answer, bool isCreation)
    {
        if (answer is not { Outcome: ProviderOutcome.Done, News: { } news })
            return OrderRules.Logged(order, charge.Reference, PaymentLogKind.Error, $"{answer.Outcome}: {answer.Reason}", Now);
        if (isCreation)
            return OrderRules.Logged(order, charge.Reference, PaymentLogKind.Request, $"the provider takes it as {news.ProviderId}", Now);
        var isNews = news.State != charge.State || charge.Hints is not null || charge.Asked == 0;
        return isNews
            ? OrderRules.Logged(order, charge.Reference, PaymentLogKind.Verification, $"the provider says {Told(news)}", Now)
            : order;
    }

    private static string Told(ChargeNews news) => news.Word is { } word ? $"{news.State} ({word})" : news.State.ToString();

    /// <summary>Writes what became of a charge and hands over what follows from it.</summary>
    private async Task CommitChargesAsync(Order before, Order next, string reference)
    {
        if (await TryCommitAsync(before, next, reference)) await HandOverAsync();
    }

    /// <summary>Writes what became of a charge; false where nothing did. A receipt that paid another one leaves it unpaid.</summary>
    private async Task<bool> TryCommitAsync(Order before, Order next, string reference)
    {
        if (ReferenceEquals(next, before)) return false;
        using var trace = OrderTraces.Pay(before, next);
        try
        {
            await SaveAsync(next);
        }
        catch (Exception exception) when (StorageFaults.IsReceiptTaken(exception))
        {
            LogReceiptTaken(logger, before.Id, before.Charges.First(charge => charge.Reference == reference).Provider, reference);
            next = OrderRules.ReceiptTaken(before, reference, Now);
            await SaveAsync(next);
        }
        charges.Note(before, next);
        LogNews(before, next);
        return true;
    }

    private bool IsAskable(Order order, string provider, string reference) =>
        charges.IsAskable(provider, order.Charges.Any(charge => charge.Reference == reference && charge.Hints is not null));

    private Charge ChargeOf(Order order, Merchant merchant, string provider, StartCharge command) => new()
    {
        Provider = provider,
        Method = command.Method,
        Reference = new ChargeReference(order.Id, order.Charges.Count + 1).ToString(),
        Amount = order.Money,
        Currency = order.Currency,
        State = ChargeState.Opening,
        CreatedAt = Now,
        ExpiresAt = order.ExpiresAt,
        WishedCurrency = command.PayerCurrency,
        WishedNetwork = command.Network,
        Payer = PayerDigest.Of(command.PayerId),
        Account = OwnerOf(merchant, provider),
        Sharing = charges.SharingOf(merchant, provider, OwnerOf(merchant, provider)),
    };

    private static MerchantId? OwnerOf(Merchant merchant, string provider) =>
        merchant.Providers.Any(own => own.Name == provider) ? merchant.Id : null;

    private static ChargeResult Refused(StartChargeOutcome outcome, Order order, string? detail) =>
        new() { Outcome = outcome, Order = order, Detail = detail };
}
