"""The commands of ./portal as they are typed: each is a line here and a function in a module beside this folder."""
