// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

/// A plain ERC-20 for tests: anybody may mint, and a transfer can be told to revert after its event.
contract TestToken {
    event Transfer(address indexed from, address indexed to, uint256 value);

    uint8 public immutable decimals;
    mapping(address => uint256) public balanceOf;

    constructor(uint8 howMany) {
        decimals = howMany;
    }

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        require(balanceOf[msg.sender] >= value, "balance");
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
        emit Transfer(msg.sender, to, value);
        return true;
    }

    /// Several transfers in one transaction.
    function scatter(address[] calldata to, uint256 value) external {
        for (uint256 i = 0; i < to.length; i++) {
            balanceOf[to[i]] += value;
            emit Transfer(msg.sender, to[i], value);
        }
    }

    /// Says that it transferred and takes it back.
    function boast(address to, uint256 value) external {
        emit Transfer(msg.sender, to, value);
        revert("only words");
    }
}
