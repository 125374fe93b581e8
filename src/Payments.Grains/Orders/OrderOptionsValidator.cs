namespace Payments.Grains.Orders;

/// <summary>Stops the start on settings that would refuse, or at once expire, every order.</summary>
internal sealed class OrderOptionsValidator : OptionsValidator<OrderOptions>
{
    protected override IEnumerable<string> Problems(OrderOptions options)
    {
        if (options.Expiry <= TimeSpan.Zero) yield return "Setting Orders:Expiry must be longer than nothing.";
        if (options.Grace < TimeSpan.Zero) yield return "Setting Orders:Grace must not be negative.";
        if (options.MaxNudgeSteps < 0) yield return "Setting Orders:MaxNudgeSteps must not be negative.";
    }
}
