using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Identity;
using Payments.Domain.Notices;

namespace Payments.Contracts.Notices;

/// <summary>
/// Key <c>ntc-{merchant's or person's grain key}</c>. The messages to a shop's targets and people, or to one person: stored before they are
/// sent, tried again for a day, and never sent twice.
/// </summary>
[Alias("notice-grain")]
public interface INoticeGrain : IGrainWithStringKey
{
    /// <summary>Looks for what the shop is to be told, and stores its letters. Of a shop alone.</summary>
    [Alias("look")]
    Task LookAsync();

    /// <summary>Stores a letter, and sends it soon. One whose key was posted before is not sent again.</summary>
    [Alias("post"), Repeatable]
    Task PostAsync(PostedLetter letter);

    /// <summary>What waits and what is over; null where nothing ever was.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<NoticeBook?> GetAsync();
}

/// <summary>The keys of <see cref="INoticeGrain"/>.</summary>
public static class NoticeKey
{
    private const string Prefix = "ntc-";

    /// <summary>Of a shop.</summary>
    public static string Of(MerchantId merchant) => Prefix + merchant.GrainKey;

    /// <summary>Of a person.</summary>
    public static string Of(PersonId person) => Prefix + person.GrainKey;

    /// <summary>The key of the grain whose letters these are.</summary>
    public static string OwnerOf(string key) => key[Prefix.Length..];
}
