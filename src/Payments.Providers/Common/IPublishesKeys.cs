namespace Payments.Providers.Common;

/// <summary>A provider whose notices are verified with keys that it publishes and changes.</summary>
public interface IPublishesKeys
{
    /// <summary>
    /// Gets the keys that a notice needs and that are not there, before it is read. Where they cannot be had the notice is read without
    /// them. Asked for a key that nobody knows it calls the provider at most once a minute.
    /// </summary>
    ValueTask PrepareAsync(ProviderAccount account, ProviderNotice notice, CancellationToken cancellationToken);
}
