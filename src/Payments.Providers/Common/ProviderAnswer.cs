namespace Payments.Providers.Common;

/// <summary>
/// Outcome of one call to a provider. There are three: it did what was asked, it refused, or its answer tells neither.
/// </summary>
/// <remarks>
/// An unknown outcome (timeout, 5xx, an answer that cannot be read) is never a failure: the money may have moved. The caller asks the
/// provider's query, or repeats the call under the same number of its own.
/// </remarks>
/// <typeparam name="T">What the provider gives when it does what was asked.</typeparam>
public abstract record ProviderAnswer<T>
{
    private ProviderAnswer() { }

    /// <summary>The HTTP answer as it came, or null when none came or nothing was sent.</summary>
    public ProviderReply? Reply { get; init; }

    /// <summary>The provider did it.</summary>
    /// <param name="Value">What it gave.</param>
    public sealed record Ok(T Value) : ProviderAnswer<T>;

    /// <summary>
    /// The provider understood the request and did not do it, or the request never left because the provider would refuse it.
    /// </summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(ProviderRefusal Refusal) : ProviderAnswer<T>;

    /// <summary>Whether the provider did it is not known.</summary>
    /// <param name="Reason">What came instead of an answer, in one line without secrets.</param>
    public sealed record Unknown(string Reason) : ProviderAnswer<T>
    {
        /// <summary>Whether the request certainly never reached the provider: no connection was made.</summary>
        public bool IsUnsent { get; init; }
    }
}
