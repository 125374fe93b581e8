namespace Payments.Http.Tests.Providers;

/// <summary>The clock of a stand-in that a test puts back while a payer pays, so that what is to wait after a payment need not.</summary>
internal sealed class LateTime : TimeProvider
{
    public TimeSpan Behind { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - Behind;
}
