using Payments.Domain.Sharing;
using Payments.Providers.Common;
using Payments.Providers.WeChat.Answers;
using Payments.Providers.WeChat.Requests;

namespace Payments.Providers.WeChat;

/// <summary>Profit sharing, and who a payer is.</summary>
public sealed partial class WeChatProvider
{
    /// <inheritdoc />
    public ShareTerms Terms { get; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromDays(30), 30, WeChatShareRequest.MostParts)
    {
        Kinds =
        [
            new ShareKind("MERCHANT_ID", NeedsName: true, GivesBack: true),
            new ShareKind("PERSONAL_OPENID", NeedsName: false, GivesBack: false),
        ],
        Relations =
        [
            "SERVICE_PROVIDER", "STORE", "STAFF", "STORE_OWNER", "PARTNER", "HEADQUARTER", "BRAND", "DISTRIBUTOR", "USER", "SUPPLIER",
        ],
    };

    /// <inheritdoc />
    public string BrowserMark => "MicroMessenger";

    /// <inheritdoc />
    /// <remarks>WeChat wants the parameters in this order, and the fragment.</remarks>
    public string? AskUrl(ProviderAccount account, string backUrl, string state)
    {
        var ours = accounts.Of(account);
        if (ours.AppSecret is null) return null;
        var query = $"?appid={ours.AppId}&redirect_uri={Uri.EscapeDataString(backUrl)}&response_type=code&scope=snsapi_base&state={state}";
        return $"{ours.AuthorizeUrl}{query}#wechat_redirect";
    }

    /// <inheritdoc />
    public async Task<PayerAnswer> IdentifyAsync(ProviderAccount account, string code, CancellationToken cancellationToken) =>
        await ClientOf(account).GetOpenIdAsync(code, cancellationToken) switch
        {
            ProviderAnswer<string>.Ok ok => new PayerAnswer(ProviderOutcome.Done, ok.Value, null),
            ProviderAnswer<string>.Refused refused => new PayerAnswer(ProviderOutcome.Refused, null, refused.Refusal.Message),
            ProviderAnswer<string>.Unknown unknown => new PayerAnswer(ProviderOutcome.Unknown, null, unknown.Reason),
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
        };

    /// <inheritdoc />
    public async Task<ShareAnswer> AddReceiverAsync(ProviderAccount account, ShareReceiver receiver, CancellationToken cancellationToken) =>
        (await ClientOf(account).AddReceiverAsync(ReceiverOf(receiver), cancellationToken)).ToShare(_ => AllDone);

    /// <inheritdoc />
    public async Task<ShareAnswer> RemoveReceiverAsync(
        ProviderAccount account, ShareReceiver receiver, CancellationToken cancellationToken) =>
        (await ClientOf(account).RemoveReceiverAsync(ReceiverOf(receiver), cancellationToken)).ToShare(_ => AllDone);

    /// <inheritdoc />
    public async Task<ShareAnswer> ShareAsync(ProviderAccount account, ShareOrder share, CancellationToken cancellationToken)
    {
        if (share.Charge.ProviderId is not { } transaction) return NotPaid;
        var parts = new List<WeChatPart>();
        foreach (var part in share.Parts)
        {
            if (Fen.Of(part.Amount) is not { } fen) return NotFen;
            parts.Add(new WeChatPart(ReceiverOf(part.Receiver), fen, Shortened(part.Description, LongestReason)));
        }
        var request = new WeChatShareRequest
        {
            TransactionId = transaction,
            OutOrderNo = share.Number,
            Parts = parts,
            UnfreezeUnsplit = share.IsLast,
        };
        return (await ClientOf(account).ShareAsync(request, cancellationToken)).ToShare(AnswerOf);
    }

    /// <inheritdoc />
    public async Task<ShareAnswer> QueryShareAsync(ProviderAccount account, ShareOrder share, CancellationToken cancellationToken) =>
        share.Charge.ProviderId is not { } transaction
            ? NotPaid
            : (await ClientOf(account).GetShareAsync(share.Number, transaction, cancellationToken)).ToShare(AnswerOf);

    /// <inheritdoc />
    /// <remarks>Only merchants return their part, within 180 days.</remarks>
    public async Task<ShareAnswer> ReturnShareAsync(ProviderAccount account, ShareReturn back, CancellationToken cancellationToken)
    {
        if (Fen.Of(back.Amount) is not { } fen) return NotFen;
        var request = new WeChatReturnRequest
        {
            OutOrderNo = back.ShareNumber,
            OutReturnNo = back.Number,
            ReturnMchid = back.From.Account,
            Amount = fen,
            Description = Shortened(back.Reason, LongestReason),
        };
        return (await ClientOf(account).ReturnShareAsync(request, cancellationToken)).ToShare(AnswerOf);
    }

    /// <inheritdoc />
    public async Task<ShareAnswer> QueryShareReturnAsync(ProviderAccount account, ShareReturn back, CancellationToken cancellationToken) =>
        (await ClientOf(account).GetReturnAsync(back.Number, back.ShareNumber, cancellationToken)).ToShare(AnswerOf);

    /// <inheritdoc />
    public async Task<ShareAnswer> ReleaseAsync(ProviderAccount account, ShareRelease release, CancellationToken cancellationToken)
    {
        if (release.Charge.ProviderId is not { } transaction) return NotPaid;
        var request = new WeChatUnfreezeRequest
        {
            TransactionId = transaction,
            OutOrderNo = release.Number,
            Description = Shortened(release.Reason, LongestReason),
        };
        return (await ClientOf(account).UnfreezeAsync(request, cancellationToken)).ToShare(AnswerOf);
    }

    private static ShareAnswer AllDone => new(ProviderOutcome.Done, ShareState.Done, null, null);

    private static ShareAnswer NotPaid =>
        new(ProviderOutcome.Refused, null, null, "the charge has no number of WeChat Pay's: it was not paid");

    private static ShareAnswer NotFen => new(ProviderOutcome.Refused, null, null, "amount: whole fen above 0 were expected");

    private static ShareAnswer AnswerOf(WeChatShare share) => share.State is { } state
        ? new ShareAnswer(ProviderOutcome.Done, state, share.OrderId, null) { Parts = share.Parts }
        : new ShareAnswer(ProviderOutcome.Unknown, null, share.OrderId, $"a state that is not known: {share.Word}");

    private static ShareAnswer AnswerOf(WeChatReturn back) => back.State is { } state
        ? new ShareAnswer(ProviderOutcome.Done, state, back.ReturnId, back.FailReason)
        : new ShareAnswer(ProviderOutcome.Unknown, null, back.ReturnId, $"a result that is not known: {back.Word}");

    private static WeChatReceiver ReceiverOf(ShareReceiver receiver) => new()
    {
        Type = receiver.Kind,
        Account = receiver.Account,
        Name = receiver.Name,
        RelationType = receiver.Relation,
    };
}
