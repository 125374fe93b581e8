using Payments.Domain.Refunds;
using Payments.Domain.Sharing;

namespace Payments.Providers.Common;

/// <summary>
/// Translates how a call ended into an answer about a charge, a refund, a share, a payout or a static wallet. Only what the provider
/// did differs by provider.
/// </summary>
public static class ProviderAnswers
{
    /// <summary>What a refusal means for what was asked.</summary>
    public static ProviderOutcome OutcomeOf(ProviderRefusal refusal) =>
        refusal.Kind == RefusalKind.NotFound ? ProviderOutcome.NotFound : ProviderOutcome.Refused;

    /// <summary>The status of a refund that stands so at its provider.</summary>
    public static RefundStatus StatusOf(RefundState state) => state switch
    {
        RefundState.Processing => RefundStatus.Processing,
        RefundState.Done => RefundStatus.Succeeded,
        RefundState.Failed => RefundStatus.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The status of a share, or of the return of one, that stands so at its provider.</summary>
    public static ShareStatus StatusOf(ShareState state) => state switch
    {
        ShareState.Processing => ShareStatus.Processing,
        ShareState.Done => ShareStatus.Succeeded,
        ShareState.Failed => ShareStatus.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>What an answer about shares says; its state must be set.</summary>
    public static ShareNews NewsOf(ShareAnswer answer) => new(StatusOf(answer.State!.Value), answer.ProviderId, answer.Reason)
    {
        Parts =
        [
            .. answer.Parts.Select(part => new SharePartNews(
                part.Account, part.Amount, StatusOf(part.State), part.ProviderId, part.Reason)),
        ],
    };

    /// <summary>An answer about a charge.</summary>
    /// <param name="answer">How the call ended.</param>
    /// <param name="done">Translates what the provider gave.</param>
    public static ChargeAnswer ToCharge<T>(this ProviderAnswer<T> answer, Func<T, ChargeAnswer> done) =>
        answer.To(done, static (outcome, reason) => new ChargeAnswer(outcome, null, reason));

    /// <summary>An answer about a refund.</summary>
    /// <param name="answer">How the call ended.</param>
    /// <param name="done">Translates what the provider gave.</param>
    public static RefundAnswer ToRefund<T>(this ProviderAnswer<T> answer, Func<T, RefundAnswer> done) =>
        answer.To(done, static (outcome, reason) => new RefundAnswer(outcome, null, null, reason));

    /// <summary>An answer about a payout.</summary>
    /// <param name="answer">How the call ended.</param>
    /// <param name="done">Translates what the provider gave.</param>
    public static PayoutAnswer ToPayout<T>(this ProviderAnswer<T> answer, Func<T, PayoutAnswer> done) =>
        answer.To(done, static (outcome, reason) => new PayoutAnswer(outcome, null, reason));

    /// <summary>An answer about a share.</summary>
    /// <param name="answer">How the call ended.</param>
    /// <param name="done">Translates what the provider gave.</param>
    public static ShareAnswer ToShare<T>(this ProviderAnswer<T> answer, Func<T, ShareAnswer> done) =>
        answer.To(done, static (outcome, reason) => new ShareAnswer(outcome, null, null, reason));

    /// <summary>An answer about a static wallet.</summary>
    /// <param name="answer">How the call ended.</param>
    /// <param name="done">Translates what the provider gave.</param>
    public static WalletAnswer ToWallet<T>(this ProviderAnswer<T> answer, Func<T, WalletAnswer> done) =>
        answer.To(done, static (outcome, reason) => new WalletAnswer(outcome, null, null, reason));

    private static TAnswer To<T, TAnswer>(
        this ProviderAnswer<T> answer, Func<T, TAnswer> done, Func<ProviderOutcome, string, TAnswer> failed) => answer switch
        {
            ProviderAnswer<T>.Ok ok => done(ok.Value),
            ProviderAnswer<T>.Refused { Refusal: var refusal } => failed(OutcomeOf(refusal), refusal.Message),
            ProviderAnswer<T>.Unknown unknown => failed(ProviderOutcome.Unknown, unknown.Reason),
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.GetType(), null),
        };
}
