using Orleans;

namespace Payments.Domain.Callbacks;

/// <summary>How EPay callbacks are sent.</summary>
[GenerateSerializer, Alias("notify-method")]
public enum NotifyMethod
{
    /// <summary>POST first, then GET in the same attempt; what worked comes first next time.</summary>
    Auto = 0,

    /// <summary>GET only, parameters in the query.</summary>
    Get = 1,

    /// <summary>POST only, a form as the 188Pay document says.</summary>
    Post = 2,
}
