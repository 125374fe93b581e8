using Orleans;

namespace Payments.Domain.People;

/// <summary>What a person is in a shop. Numbers are append-only; in storage the camelCase name is used.</summary>
[GenerateSerializer, Alias("shop-role")]
public enum ShopRole
{
    /// <summary>Looks at orders, payments and statements, and exports them.</summary>
    Accountant = 0,

    /// <summary>Looks, and sends callbacks again; sees no key.</summary>
    Support = 1,

    /// <summary>As support, and keeps keys and callback addresses.</summary>
    Developer = 2,

    /// <summary>Everything, people and receiving addresses included.</summary>
    Owner = 3,
}
