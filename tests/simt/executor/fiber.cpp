// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/executor/fiber.hpp"

#include <sys/mman.h>

#include <boost/context/detail/fcontext.hpp>
#include <new>

namespace brink::simt {
namespace {

namespace context = boost::context::detail;

constexpr std::size_t page_bytes = 4096;
/// Only pages that are used cost memory. Instrumented stack frames are several times larger.
constexpr std::size_t stack_bytes = (sanitizer::address || sanitizer::thread ? 1024 : 256) * 1024;

}  // namespace

Fiber::Fiber() : context_(sanitizer::create_context()) {
  void* const mapped = mmap(nullptr, page_bytes + stack_bytes, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  mprotect(mapped, page_bytes, PROT_NONE);  // a stack overflow then faults
  stack_ = static_cast<char*>(mapped) + page_bytes;
}

Fiber::~Fiber() {
  sanitizer::unpoison(stack_, stack_bytes);
  munmap(stack_ - page_bytes, page_bytes + stack_bytes);
  sanitizer::destroy_context(context_);
}

void Fiber::start(Body body, void* argument) {
  if (!finished_) {  // unfinished frames are removed with their marks
    sanitizer::unpoison(stack_, stack_bytes);
    sanitizer::destroy_context(context_);
    context_ = sanitizer::create_context();
  }
  body_ = body;
  argument_ = argument;
  finished_ = false;
  fake_stack_ = nullptr;
  position_ =
      context::make_fcontext(stack_ + stack_bytes, stack_bytes, [](context::transfer_t from) {
        auto* const self = static_cast<Fiber*>(from.data);
        self->caller_position_ = from.fctx;
        sanitizer::after_switch(nullptr, &self->caller_stack_, &self->caller_stack_bytes_);
        self->body_(self->argument_);
        self->end();
      });
}

void Fiber::resume() {
  void* fake_stack = nullptr;
  caller_context_ = sanitizer::current_context();
  sanitizer::before_switch(&fake_stack, stack_, stack_bytes);
  sanitizer::switch_context(context_);
  const context::transfer_t back = context::jump_fcontext(position_, this);
  position_ = back.fctx;
  sanitizer::after_switch(fake_stack, nullptr, nullptr);
}

void Fiber::leave() {
  sanitizer::before_switch(&fake_stack_, caller_stack_, caller_stack_bytes_);
  sanitizer::switch_context(caller_context_);
  const context::transfer_t back = context::jump_fcontext(caller_position_, nullptr);
  caller_position_ = back.fctx;
  sanitizer::after_switch(fake_stack_, &caller_stack_, &caller_stack_bytes_);
}

void Fiber::end() {
  finished_ = true;
  sanitizer::before_switch(nullptr, caller_stack_, caller_stack_bytes_);
  sanitizer::switch_context(caller_context_);
  context::jump_fcontext(caller_position_, nullptr);
}

}  // namespace brink::simt
