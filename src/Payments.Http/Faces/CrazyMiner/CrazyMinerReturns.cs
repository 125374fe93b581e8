using System.Diagnostics.CodeAnalysis;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Providers.Medogram;
using Payments.Storage.Queries;

namespace Payments.Http.Faces.CrazyMiner;

/// <summary>
/// What a callback, or a payer who comes back, turned out to mean. Where several payments share a number, and none was paid, the last of
/// these counts.
/// </summary>
internal enum ReturnOutcome
{
    /// <summary>The gateway has given its number to no payment of this installation.</summary>
    NoPayment,

    /// <summary>The gateway says that this very payment was made.</summary>
    Paid,

    /// <summary>The gateway does not confirm it.</summary>
    NotPaid,

    /// <summary>Money came that does not fit; a person decides.</summary>
    Held,

    /// <summary>The gateway did not answer, so that it is not known; asking again may tell.</summary>
    Unknown,
}

/// <summary>A return that was followed up.</summary>
/// <param name="Outcome">What it means.</param>
/// <param name="Order">The order that it paid; null for every other outcome: a stranger who guesses numbers is told nothing of it.</param>
/// <param name="Word">The gateway's own word on it, for people.</param>
internal sealed record FollowedReturn(ReturnOutcome Outcome, Order? Order = null, string? Word = null);

/// <summary>
/// Follows up what comes back from the bank's gateway. It is believed for nothing but which payment to verify: by the gateway's number the
/// order is found that it was given to, and the order asks the gateway.
/// </summary>
internal sealed class CrazyMinerReturns(ChargeQueries charges, IGrainFactory grains)
{
    /// <summary>
    /// Payments that may share one number of a gateway: each gateway counts by itself, and merchants may have accounts at several.
    /// </summary>
    private const int MostAlike = 16;

    private const string Provider = MedogramProvider.ProviderName;

    /// <summary>Has the payment verified.</summary>
    public async Task<FollowedReturn> FollowAsync(MedogramReturn back)
    {
        var found = await charges.FindAsync(Provider, back.IdGet, MostAlike);
        // A number of ours beside the gateway's narrows it down; a number that is not ours says nothing.
        if (found.Any(one => one.Reference == back.FactorId)) found = [.. found.Where(one => one.Reference == back.FactorId)];
        var best = new FollowedReturn(ReturnOutcome.NoPayment);
        foreach (var (order, reference) in found)
        {
            var followed = await AskAsync(order, reference, back);
            if (followed.Outcome == ReturnOutcome.Paid) return followed;
            if (followed.Outcome > best.Outcome) best = followed;
        }
        return best;
    }

    private async Task<FollowedReturn> AskAsync(OrderId id, string reference, MedogramReturn back)
    {
        var grain = grains.Find<IOrderGrain>(id.GrainKey);
        var order = await grain.GetAsync();
        // A stranger's number must not trigger a call to the gateway.
        if (!TryFind(order, reference, back.IdGet, out var charge)) return new FollowedReturn(ReturnOutcome.NoPayment);
        if (charge.State != ChargeState.Paid)
        {
            order = await grain.AskChargeAsync(Provider, reference, MedogramProvider.HintsOf(back));
            if (!TryFind(order, reference, back.IdGet, out charge)) return new FollowedReturn(ReturnOutcome.NoPayment);
        }
        return Judge(order, charge, back);
    }

    private static bool TryFind(
        [NotNullWhen(true)] Order? order, string reference, string idGet, [NotNullWhen(true)] out Charge? charge)
    {
        charge = order?.Charges.FirstOrDefault(one => one.Reference == reference && one.Provider == Provider && one.ProviderId == idGet);
        return order is not null && charge is not null;
    }

    private static FollowedReturn Judge(Order order, Charge charge, MedogramReturn back) => charge.State switch
    {
        // Paid it is by one number of the bank's; another one has paid nothing.
        ChargeState.Paid => charge.Transaction == back.TransId
            ? new FollowedReturn(ReturnOutcome.Paid, order)
            : new FollowedReturn(ReturnOutcome.NotPaid),
        ChargeState.Held => new FollowedReturn(ReturnOutcome.Held, Word: charge.Word),
        // What was brought is kept while the gateway has not said what became of it.
        _ when charge is { IsLive: true, Hints: not null } && IsUnanswered(order, charge) =>
            new FollowedReturn(ReturnOutcome.Unknown, Word: charge.Word),
        _ => new FollowedReturn(ReturnOutcome.NotPaid, Word: charge.Word),
    };

    private static bool IsUnanswered(Order order, Charge charge) =>
        order.Log?.LastOrDefault(line => line.Charge == charge.Reference) is { Kind: PaymentLogKind.Error };
}
