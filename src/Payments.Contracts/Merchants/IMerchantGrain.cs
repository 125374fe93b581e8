using Orleans;
using Orleans.Concurrency;
using Payments.Contracts.Providers;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Notices;
using Payments.Domain.People;
using Payments.Domain.Risk;
using Payments.Domain.Sharing;

namespace Payments.Contracts.Merchants;

/// <summary>Key <c>mch-{merchant}</c>. A merchant's profile, secrets, wallets and callback settings.</summary>
/// <remarks>
/// Commands carry the hash of the API key that the caller used (<c>keyHash</c>), and are refused where it is none of the merchant's present
/// ones: the key may have been replaced or removed since the face checked it. Null where an operator or the gateway itself acts.
/// </remarks>
[Alias("merchant-grain")]
public interface IMerchantGrain : IGrainWithStringKey
{
    /// <summary>Registers; null when the e-mail address is registered already. Key and secret are shown this once.</summary>
    [Alias("register"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<MerchantKeys?> RegisterAsync(RegisterMerchant command);

    /// <summary>The merchant with its signing secret in the clear for the faces of this gateway, or null.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<MerchantAccess?> GetAsync();

    /// <summary>How many of its orders wait for a first payment, and how many may.</summary>
    [Alias("count-unpaid"), AlwaysInterleave, Repeatable]
    Task<UnpaidCount> CountUnpaidAsync();

    /// <summary>
    /// Why callbacks may never reach a URL that a merchant is to be saved with, in words fit for the caller, with the setting that allows
    /// it; null where they may. Any merchant's grain answers, one that does not exist as well.
    /// </summary>
    [Alias("why-forbidden"), AlwaysInterleave, Repeatable]
    Task<string?> WhyForbiddenAsync(string url);

    /// <summary>
    /// Changes name, webhook URL or notify method; nulls leave things as they are. Null when there is no such merchant or the caller's key
    /// was replaced.
    /// </summary>
    [Alias("update"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<Merchant?> UpdateAsync(UpdateMerchant command, string? keyHash = null);

    /// <summary>
    /// Replaces the first API key, and the signing secret too if asked; the old ones stop working at once, the other keys go on. Null when
    /// there is no such merchant or the caller's key was replaced.
    /// </summary>
    [Alias("issue-keys"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<IssuedKeys?> IssueKeysAsync(bool secretToo, string? keyHash = null);

    /// <summary>Adds an API key with scopes that the caller's own key has. It is shown this once.</summary>
    /// <param name="command">The key.</param>
    /// <param name="keyHash">The caller's key.</param>
    /// <param name="by">Who of the shop's people adds it, with the scopes that the role may give; null where nobody of them does.</param>
    [Alias("add-key"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<KeyResult> AddKeyAsync(AddKey command, string? keyHash = null, PersonId? by = null);

    /// <summary>
    /// Replaces an API key whose scopes the caller's own key has; the one before works for as long as <paramref name="overlap"/>.
    /// </summary>
    /// <param name="keyId">The key.</param>
    /// <param name="overlap">From zero to <see cref="ApiKeyRules.MaxOverlap"/>.</param>
    /// <param name="keyHash">The caller's key.</param>
    /// <param name="by">Who of the shop's people replaces it; null where nobody of them does.</param>
    [Alias("roll-key"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<KeyResult> RollKeyAsync(string keyId, TimeSpan overlap, string? keyHash = null, PersonId? by = null);

    /// <summary>Removes an API key other than the first; it stops working at once.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="keyHash">The caller's key.</param>
    /// <param name="by">Who of the shop's people removes it; null where nobody of them does.</param>
    [Alias("remove-key"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<KeyResult> RemoveKeyAsync(string keyId, string? keyHash = null, PersonId? by = null);

    /// <summary>Notes that an API key was used. Stored at most once in <see cref="ApiKeyRules.UseRest"/>.</summary>
    /// <param name="keyId">The key's id.</param>
    /// <param name="from">The address or network that it was used from; null where that is not known.</param>
    [Alias("note-key-use")]
    Task NoteKeyUseAsync(string keyId, string? from);

    /// <summary>Sets the merchant's own rate limits, or gives it the installation's; null when there is no such merchant.</summary>
    [Alias("set-limits"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<Merchant?> SetLimitsAsync(MerchantLimits? limits);

    /// <summary>
    /// Replaces the signing secret; the former one stays in force beside it for a while, so that the shop can take the new one over without
    /// missing a callback. Ends an overlap that is under way. Null when there is no such merchant or the caller's key was replaced.
    /// </summary>
    /// <param name="overlap">How long, from zero to <see cref="MerchantRules.MaxSecretOverlap"/>.</param>
    /// <param name="keyHash">The caller's key.</param>
    [Alias("rotate-secret"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<RotatedSecret?> RotateSecretAsync(TimeSpan overlap, string? keyHash = null);

    /// <summary>Adds a webhook endpoint; its secret is shown this once.</summary>
    [Alias("add-endpoint"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<EndpointResult> AddEndpointAsync(SaveEndpoint command, string? keyHash = null);

    /// <summary>Changes a webhook endpoint, or switches it on or off.</summary>
    [Alias("update-endpoint"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<EndpointResult> UpdateEndpointAsync(string endpointId, SaveEndpoint command, string? keyHash = null);

    /// <summary>
    /// Replaces the secret of a webhook endpoint; the former one signs beside it for as long as <paramref name="overlap"/>. It is shown
    /// this once.
    /// </summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="overlap">From zero to <see cref="MerchantRules.MaxSecretOverlap"/>.</param>
    /// <param name="keyHash">The caller's key.</param>
    [Alias("rotate-endpoint-secret"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<EndpointResult> RotateEndpointSecretAsync(string endpointId, TimeSpan overlap, string? keyHash = null);

    /// <summary>Removes a webhook endpoint; what waits for it is given up.</summary>
    [Alias("remove-endpoint"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<EndpointResult> RemoveEndpointAsync(string endpointId, string? keyHash = null);

    /// <summary>Switches an endpoint off that does nothing but fail.</summary>
    [Alias("switch-off-endpoint")]
    Task SwitchOffEndpointAsync(string endpointId, string reason);

    /// <summary>Seals the secret under the current master key, where it lies under an older one.</summary>
    [Alias("reseal")]
    Task ResealAsync();

    /// <summary>Adds a wallet whose chain, token and address the face has checked.</summary>
    [Alias("add-wallet"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<WalletResult> AddWalletAsync(SaveWallet command, string? keyHash = null);

    /// <summary>Changes pricing and callback URL of a wallet; chain, token and address are fixed.</summary>
    [Alias("update-wallet"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<WalletResult> UpdateWalletAsync(string walletId, SaveWallet command, string? keyHash = null);

    /// <summary>Removes a wallet. Open orders keep their quotes.</summary>
    [Alias("remove-wallet"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<WalletResult> RemoveWalletAsync(string walletId, string? keyHash = null);

    /// <summary>
    /// Sets the ways to pay that are on by the merchant's own account at a provider, or with null takes the account off the list. Called by
    /// the account's grain before it stores.
    /// </summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="methods">The names of the ways to pay; null to take the account off.</param>
    /// <param name="keyHash">As for every command.</param>
    /// <param name="mark">What the audit log says of the settings; null from a version that does not know it, and without methods.</param>
    [Alias("set-provider"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ProviderSaveOutcome> SetProviderAsync(
        string provider, IReadOnlyList<string>? methods, string? keyHash = null, ProviderMark? mark = null);

    /// <summary>Changes the merchant's own rules of risk control, or their lists.</summary>
    [Alias("change-risk"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<RiskChangeResult> ChangeRiskAsync(RiskChange change, string? keyHash = null);

    /// <summary>Adds a rule of profit sharing whose receiver the provider knows, or changes one.</summary>
    /// <param name="rule">The rule, which its face found right.</param>
    /// <param name="isKnown">Whether it must be there already.</param>
    /// <param name="keyHash">The caller's key.</param>
    [Alias("save-share-rule"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ShareRuleOutcome> SaveShareRuleAsync(ShareRule rule, bool isKnown, string? keyHash = null);

    /// <summary>Removes a rule of profit sharing. What was shared by it stays shared.</summary>
    [Alias("remove-share-rule"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ShareRuleOutcome> RemoveShareRuleAsync(string ruleId, string? keyHash = null);

    /// <summary>Remembers which method a shop's host last answered with success.</summary>
    [Alias("learn-notify-method")]
    Task LearnNotifyMethodAsync(string host, NotifyMethod method);

    /// <summary>Invites somebody into the shop's console; refused where its <see cref="ShopInvitation.By"/> may not.</summary>
    [Alias("invite-person"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PeopleOutcome> InvitePersonAsync(ShopInvitation invitation);

    /// <summary>Takes an invitation back.</summary>
    /// <param name="invitationId">The invitation.</param>
    /// <param name="by">Who does; null for an operator.</param>
    [Alias("withdraw-invitation"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PeopleOutcome> WithdrawInvitationAsync(string invitationId, PersonId? by);

    /// <summary>Takes an invitation up, once, by whom it is meant for.</summary>
    [Alias("accept-invitation"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PeopleOutcome> AcceptInvitationAsync(string tokenHash, PersonId person, string email);

    /// <summary>Gives one of the shop's people another role, or with null takes the person out. The last owner stays one.</summary>
    /// <param name="person">Whose role.</param>
    /// <param name="role">The role, or null.</param>
    /// <param name="by">Who does; null for an operator.</param>
    [Alias("change-person"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PeopleOutcome> ChangePersonAsync(PersonId person, ShopRole? role, PersonId? by);

    /// <summary>Adds a target of notices, which waits to be confirmed.</summary>
    [Alias("add-notice-target"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<NoticeOutcome> AddNoticeTargetAsync(NoticeTarget target);

    /// <summary>Gives a target of notices that waits another link; the one before works no more.</summary>
    [Alias("renew-notice-target"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<NoticeOutcome> RenewNoticeTargetAsync(string targetId, string confirmHash);

    /// <summary>Confirms the target of notices whose link has this token, once.</summary>
    [Alias("confirm-notice-target"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<NoticeOutcome> ConfirmNoticeTargetAsync(string confirmHash);

    /// <summary>Says which events a target of notices takes, and whether it takes none for a while.</summary>
    [Alias("set-notice-target"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<NoticeOutcome> SetNoticeTargetAsync(string targetId, IReadOnlyList<NoticeEvent> events, bool isPaused);

    /// <summary>Removes a target of notices.</summary>
    [Alias("remove-notice-target"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<NoticeOutcome> RemoveNoticeTargetAsync(string targetId);
}
