using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts.Sharing;
using Payments.Domain.Identity;
using Payments.Domain.Sharing;
using Payments.Grains.Charges;
using Payments.Providers.Common;

namespace Payments.Grains.Sharing;

/// <summary>Receivers of a merchant's shares at a provider.</summary>
[GrainType("share-receivers")]
public sealed partial class ShareReceiversGrain(
    ProviderCatalog catalog, ProviderAccounts accounts, TimeProvider time, ILogger<ShareReceiversGrain> logger)
    : Grain, IShareReceiversGrain
{
    private ShareReceiversKey Key => ShareReceiversKey.FromGrainKey(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public async Task<ReceiverResult> AddAsync(AddReceiver receiver)
    {
        DeactivateOnIdle();
        if (catalog.Find(Key.Provider) is not ISharesProfit provider) return Result(ReceiverOutcome.NoAccount, "shares nothing");
        if (await accounts.FindAsync(Key.Merchant, Key.Provider) is not { } account)
            return Result(ReceiverOutcome.NoAccount, "this merchant has no account at this provider");
        var asked = new ShareReceiver(receiver.Kind, receiver.Account, receiver.Name, receiver.Relation);
        var answer = await ProviderCalls.WithinAsync(time, token => provider.AddReceiverAsync(account, asked, token),
            reason => new ShareAnswer(ProviderOutcome.Unknown, null, null, reason));
        LogAdded(logger, Key.Merchant, Key.Provider, receiver.Kind, answer.Outcome, answer.Reason);
        return answer.Outcome switch
        {
            ProviderOutcome.Done => Result(ReceiverOutcome.Known, null),
            ProviderOutcome.Refused or ProviderOutcome.NotFound => Result(ReceiverOutcome.Refused, answer.Reason),
            ProviderOutcome.Unknown => Result(ReceiverOutcome.Unknown, answer.Reason),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    private static ReceiverResult Result(ReceiverOutcome outcome, string? detail) => new() { Outcome = outcome, Detail = detail };

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant}: a receiver of kind {Kind} at {Provider}: {Outcome} {Reason}")]
    private static partial void LogAdded(
        ILogger logger, MerchantId merchant, string provider, string kind, ProviderOutcome outcome, string? reason);
}
